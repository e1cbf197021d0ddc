package io.qrpin.credential;

/** The owner's new PIN is the current one, or is in the history. */
record RecentlyUsed() implements Preparation {}
