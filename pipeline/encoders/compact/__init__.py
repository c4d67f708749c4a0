"""The compact CLIP: a MobileNetV2 picture tower trained into the space of all-MiniLM-L6-v2.

``config.json`` and ``open_clip_model.safetensors`` are the model, ``assemble.py`` opens it through open_clip, and the
other files are the recipe: ``corpus.py`` reads, ``features.py`` runs the frozen layers once, ``tower.py`` is what
learns, ``fit.py`` is the command. ``docs/models.md`` is its model card.
"""
