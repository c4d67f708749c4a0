"""The compact CLIP: a MobileNetV2 picture tower trained into the space of all-MiniLM-L6-v2.

``config.json`` and ``open_clip_model.safetensors`` are the model, and ``assemble.py`` opens it through open_clip. The
other files are the recipe, which ``jobs/train_clip.py`` runs: ``settings.py`` says what can be decided, ``corpus.py``
reads, ``views.py`` and ``features.py`` run the frozen network once, ``start.py`` finds the linear map to start from,
``training.py`` goes on from there and ``checkpoint.py`` keeps how far it is, ``judge.py`` measures, ``recipe.py`` joins
them. ``docs/models.md`` is its model card.
"""
