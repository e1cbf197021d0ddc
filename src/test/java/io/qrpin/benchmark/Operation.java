package io.qrpin.benchmark;

import java.util.function.Supplier;

/**
 * A kind of request.
 *
 * @param name in the report
 * @param status of the answer that is meant
 * @param requests makes the next one; thread safe
 */
record Operation(String name, int status, Supplier<Request> requests) {}
