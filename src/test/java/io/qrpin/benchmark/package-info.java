/**
 * Seven programs measure how fast qrpin is, what limits it, what durations reveal, how well badges
 * are read, and how fast they are printed. {@code mvn -Pbenchmark verify} runs one of them:
 *
 * <ul>
 *   <li>{@link io.qrpin.benchmark.Speed}, the default: sign-ins, resets, reads and enrolments on
 *       the production server, compared with raw hashes and with an empty resource.
 *   <li>{@link io.qrpin.benchmark.Growth} ({@code -Dbenchmark=Growth}): a thousand to a million
 *       workers, 1 to 64 connections.
 *   <li>{@link io.qrpin.benchmark.Bulk} ({@code -Dbenchmark=Bulk}): a list of 10,000 workers in one
 *       request, alone and beside sign-ins.
 *   <li>{@link io.qrpin.benchmark.Pieces} ({@code -Dbenchmark=Pieces}): the classes named {@code
 *       *Benchmark} beside what they measure, by JMH.
 *   <li>{@link io.qrpin.benchmark.Timing} ({@code -Dbenchmark=Timing}): what the duration of a
 *       refusal reveals about a badge.
 *   <li>{@link io.qrpin.benchmark.ReadRates} ({@code -Dbenchmark=ReadRates}): how often readers
 *       read a damaged badge.
 *   <li>{@link io.qrpin.benchmark.Sheets} ({@code -Dbenchmark=Sheets}): how long a document of a
 *       thousand badges takes.
 * </ul>
 *
 * <p>Only ratios within one run can be compared, because machines differ and drift. A refusal is
 * counted and a missed bound is printed, but neither fails the build. The driver of the load shares
 * the processors with the server and the database. The report says how much of them it took.
 */
package io.qrpin.benchmark;
