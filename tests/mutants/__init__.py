"""How much of a change the tests would not miss: `make mutants` changes it a little, many times over, and runs them."""
