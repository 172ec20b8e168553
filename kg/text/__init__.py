"""Pure functions over the text: cleaning, tokens, sentences, quotations, dates."""
