package io.qrpin.architecture.offenders.signin;

import jakarta.annotation.Priority;

/** Harmless: a priority is no permission. */
@Priority(1)
public class KnowsPriority {}
