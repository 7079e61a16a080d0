//! Finds citations. In: a document and the grammar. Out: its citations in reading order. Never changes the text, never guesses
//! without saying why (`Basis`).
