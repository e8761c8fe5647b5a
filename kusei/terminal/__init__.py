"""What commands share: options, delivery, progress, watching, printing of answers."""
