"""The finite line source: the response of the ground to a loop that draws heat evenly along its length."""

from __future__ import annotations
