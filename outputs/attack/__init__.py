"""An attacker on published counts: what can be worked out, by code that protects nothing."""
