/**
 * Four programs measure how fast qrpin is, what limits it, and what durations tell. They are run by
 * {@code mvn -Pbenchmark verify}:
 *
 * <ul>
 *   <li>{@link io.qrpin.benchmark.Speed}, the default: sign-ins, resets, reads and enrolments on
 *       the production server, compared with raw hashes and with an empty resource.
 *   <li>{@link io.qrpin.benchmark.Growth} ({@code -Dbenchmark=Growth}): a thousand to a million
 *       workers, 1 to 64 connections.
 *   <li>{@link io.qrpin.benchmark.Pieces} ({@code -Dbenchmark=Pieces}): the classes named {@code
 *       *Benchmark} beside what they measure, by JMH.
 *   <li>{@link io.qrpin.benchmark.Timing} ({@code -Dbenchmark=Timing}): what the duration of a
 *       refusal tells about a badge.
 * </ul>
 *
 * <p>Only ratios within one run can be compared, because machines differ and drift. A refusal is
 * counted and a missed bound is printed, but neither fails the build. The driver of the load shares
 * the processors with the server and the database. The report says how much of them it took.
 */
package io.qrpin.benchmark;
