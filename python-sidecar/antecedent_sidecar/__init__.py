"""Trains, answers with and fuses small language models for Antecedent, over JSON-RPC on stdio."""
