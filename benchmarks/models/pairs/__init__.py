"""Ten pairs of models that are right: a PyTorch module, the same in Keras, and a port of the weights, as users write.

Each file has ``build(seed)``, which returns both models (PyTorch's as after some training, Keras's new), the inputs
as PyTorch takes them, and ``carry(torch_model, keras_model)``. The mistakes in ``mistakes/`` are edits of these files.
"""

NAMES = ("vgg", "resnet", "mobilenet", "unet", "lstm", "gru", "transformer", "gpt", "vae", "siamese")
