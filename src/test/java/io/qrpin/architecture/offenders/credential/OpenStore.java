package io.qrpin.architecture.offenders.credential;

/** Harmless: a store that others can see, which is how a door can come to open it. */
public class OpenStore {}
