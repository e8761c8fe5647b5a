"""What a validation found, in words and formats."""
