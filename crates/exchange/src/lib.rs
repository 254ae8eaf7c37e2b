//! Foreign forms of a case, in and out.
