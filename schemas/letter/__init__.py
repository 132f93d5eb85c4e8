"""What a letter to a village says, in Indonesian and English."""
