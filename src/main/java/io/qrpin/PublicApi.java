package io.qrpin;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * An embedding application may use this type and the types nested in it. Other public types may
 * change without notice.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface PublicApi {}
