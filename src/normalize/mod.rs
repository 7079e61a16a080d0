//! Makes documents of sources. In: a decoded source with its sidecar. Out: `Document`. Never drops a character that is not
//! furniture of the page, and knows nothing of citations.
