package io.qrpin.signin;

import io.qrpin.PublicApi;

/** The claim was not proven. It does not say why. */
@PublicApi
public record Refused() implements SignInOutcome, PinChangeOutcome, Proof {}
