package io.qrpin.benchmark;

import java.util.function.Supplier;

/**
 * A kind of request.
 *
 * @param name the name in the report
 * @param status the expected status
 * @param requests makes the next request; thread safe
 */
record Operation(String name, int status, Supplier<Request> requests) {}
