"""Git configs as people have them, generated: what stands in the way of ours among them."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from onboard.places import Places
from tests.onboard.git.recorders import quoted, recorder

PATTERN = "https://git-codecommit.*.amazonaws.com"
OTHERS = ("https://github.com/x/y", "https://git.example.org:8443/v1")


@dataclass(frozen=True)
class Config:
    """The global file, the files it may include, and the one that is read before it."""

    text: bytes
    first: bytes
    second: bytes
    xdg: bytes

    def write(self, places: Places) -> Path:
        """Put them where git reads them; the file that it will write."""
        home = places.home
        (home / "first").write_bytes(self.first)
        (home / "second").write_bytes(self.second)
        xdg = home / ".config" / "git"
        xdg.mkdir(parents=True, exist_ok=True)
        (xdg / "config").write_bytes(self.xdg)
        file = home / ".gitconfig"
        file.write_bytes(self.text)
        return file


def configs(folder: Path, places: Places) -> st.SearchStrategy[Config]:
    """Any of them; all recorders write into the folder."""
    plain = st.lists(_pieces(folder), max_size=5).map(_joined)
    whole = st.lists(st.one_of(_pieces(folder), _includes(places)), max_size=9).map(_joined)
    return st.builds(Config, _finished(whole), _finished(plain), _finished(plain), plain)


def _joined(pieces: list[str]) -> bytes:
    return "".join(pieces).encode("utf-8", "surrogateescape")


def _finished(texts: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """With the line ends and the end of file that editors leave."""
    ways = [
        lambda one: one,
        lambda one: one.replace(b"\n", b"\r\n"),
        lambda one: one.rstrip(b"\n"),
        lambda one: b"\xef\xbb\xbf" + one,
    ]
    return st.builds(lambda one, way: way(one), texts, st.sampled_from(ways))


def _pieces(folder: Path) -> st.SearchStrategy[str]:
    scopes = st.sampled_from(
        [
            "", "", "", "https://github.com", "https://*.com", "https://git.example.org:8443",
            "https://git-codecommit.eu-west-1.amazonaws.com", "https://*.*.amazonaws.com",
            "git-codecommit.eu-west-1.amazonaws.com", "https://me@github.com", *[PATTERN] * 4,
            "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/other",
        ]
    )  # fmt: skip
    return st.one_of(
        st.builds(_section, scopes, st.lists(_settings(folder), max_size=3)),
        st.sampled_from(ODD),
    )


ODD = [
    "# a comment\n", "\n", "; another ; one\n", "[user]\n\tname = A \\\n  B # c\n\temail = a@b\n",
    '[alias]\n\tx = "!f() { echo \\"a; b\\" # c; }; f"\n\ty=z\n',
    "[core]editor=vi\n", "[Http]\n sslVerify\n",
    '[url "git@github.com:"]\n\tinsteadOf = "https://gh/"  ; c\n', "[a.Sub]\n\tK-1 = \\t\\b\\\\\n",
    '[remote "a \\"b\\" c"]\n\turl = x\n', "[user]\n\tname = \udce9t\udce9\n", "[credential]\n",
    "[empty]\n[empty]\n", "  [color] ui = auto\n\n\n",
]  # fmt: skip


def _settings(folder: Path) -> st.SearchStrategy[str]:
    helpers = st.sampled_from("abcdef").map(lambda one: quoted(recorder(folder, one)))
    silent = st.sampled_from("gh").map(lambda one: quoted(recorder(folder, one, answers=False)))
    return st.one_of(
        helpers.map(lambda one: f"\thelper = {one}\n"),
        helpers.map(lambda one: f"  HELPER={one} # why not\n"),
        silent.map(lambda one: f"\thelper = {one}\n"),
        st.sampled_from(["\thelper =\n", '\thelper = ""\n', "\tuseHttpPath = false\n"]),
        st.sampled_from(["\tuseHttpPath = true\n", "\t# note\n", "\tinteractive = never\n"]),
    )


def _section(scope: str, settings: list[str]) -> str:
    header = f"[credential {quoted(scope)}]" if scope else "[credential]"
    return "".join([header, "\n", *settings])


def _includes(places: Places) -> st.SearchStrategy[str]:
    home = places.home
    return st.sampled_from(
        [
            "[include]\n\tpath = first\n",
            f"[include]\n\tpath = {quoted(str(home / 'second'))}\n",
            "[include]\n\tpath = ~/first\n\tpath = second\n",
            "[include]\n\tpath = not-there\n",
            f'[includeIf "gitdir:{home}/"]\n\tpath = first\n',
            '[includeIf "gitdir:/nowhere/"]\n\tpath = second\n',
            f'[includeIf "gitdir/i:{home}/R/"]\n\tpath = second\n',
            '[includeIf "onbranch:main"]\n\tpath = first\n',
        ]
    )
