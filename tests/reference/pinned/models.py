"""Defaults of models: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "deep_mlp": dict(learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "distillation": dict(
        temperature=4.0, share=0.9, learning_rate=0.02, momentum=0.9, batch_size=32, epochs=10
    ),
    "transformer_classifier": dict(heads=4, learning_rate=0.05, momentum=0.9, batch_size=32, epochs=10),
    "tiny_gpt": dict(heads=4, learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "vision_transformer": dict(heads=4, learning_rate=0.05, momentum=0.9, batch_size=32, epochs=10),
    "lenet": dict(learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "residual_net": dict(learning_rate=0.02, momentum=0.9, batch_size=32, epochs=10),
    "gru_classifier": dict(learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "lstm_forecaster": dict(learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "character_rnn": dict(learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "skip_gram": dict(learning_rate=1.0, momentum=0.9, batch_size=32, epochs=10),
    "autoencoder": dict(learning_rate=1.0, momentum=0.9, batch_size=32, epochs=10),
    "variational_autoencoder": dict(learning_rate=0.01, momentum=0.9, batch_size=32, epochs=10),
    "unet": dict(learning_rate=0.1, momentum=0.9, batch_size=32, epochs=10),
    "gan": dict(learning_rate=0.1, momentum=0.5, batch_size=32, epochs=10),
    "mlp": dict(learning_rate=0.1, batch_size=32, epochs=10),
    "xor_mlp": dict(learning_rate=0.5, epochs=100),
}
