"""Names of people, organisations and places, found by a trained model."""
