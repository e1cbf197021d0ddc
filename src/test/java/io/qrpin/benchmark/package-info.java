/**
 * How fast it is, and what limits it. Three programs, run by {@code mvn -Pbenchmark verify}:
 *
 * <ul>
 *   <li>{@link io.qrpin.benchmark.Speed}, where nothing else is asked for: sign-ins, resets, reads
 *       and enrolments on the production server, beside what the machine hashes and what the server
 *       does for an empty resource.
 *   <li>{@link io.qrpin.benchmark.Growth} ({@code -Dbenchmark=Growth}): a thousand to a million
 *       workers, 1 to 64 connections.
 *   <li>{@link io.qrpin.benchmark.Pieces} ({@code -Dbenchmark=Pieces}): the classes named {@code
 *       *Benchmark} beside what they measure, by JMH.
 * </ul>
 *
 * <p>Only ratios within one run are worth anything: machines differ, and drift. So nothing here
 * fails a build: a refusal is counted, and a missed bound is printed. The driver of the load shares
 * the processors with the server and the database; it says how much of them it took.
 */
package io.qrpin.benchmark;
