"""Small, honest stand-ins and builders for the tests."""
