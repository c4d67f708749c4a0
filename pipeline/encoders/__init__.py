"""Texts and pictures to unit vectors. The models' libraries are imported in this folder alone, when a model loads."""

from pipeline.encoders.base import ImageTextEncoder, TextEncoder, Vectors
from pipeline.encoders.registry import (
    DEFAULT_PROFILE,
    PROFILES,
    ModelProfile,
    choose,
    clip_model,
    load_clip,
    load_sentence,
    obtain,
    pair,
    profile,
    sentence_model,
)

__all__ = [
    "DEFAULT_PROFILE",
    "PROFILES",
    "ImageTextEncoder",
    "ModelProfile",
    "TextEncoder",
    "Vectors",
    "choose",
    "clip_model",
    "load_clip",
    "load_sentence",
    "obtain",
    "pair",
    "profile",
    "sentence_model",
]
