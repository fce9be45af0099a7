"""The answers to two thousand questions, saved before and after a change that is to change none of them."""
