"""What other programs import of Xinmai: ``xinmai.client``, for whoever asks the service."""
