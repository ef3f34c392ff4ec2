"""Components as adapters: one module per family, none with a rule of its own."""
