"""The tagger: a trained model that marks names, places, titles and event phrases in a text."""
