package io.qrpin.credential;

/** The result of preparing a PIN: a prepared one, or a refusal. */
sealed interface Preparation permits PreparedPin, PinRefused, ChoiceForbidden, RecentlyUsed {}
