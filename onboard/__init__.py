"""The engine: see what is there, offer what can work, plan, apply, prove. It knows no screen."""

__version__ = "0.1.0"
