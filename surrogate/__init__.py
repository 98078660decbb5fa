"""Surrogates."""
from .base import Surrogate
from .sigmoidal import *
