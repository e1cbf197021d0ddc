package io.qrpin.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;

/**
 * A house with the same rooms as {@code io.qrpin}, in which every rule is broken. The rules are
 * tried on it before they are believed. It is compiled when the tests run; the classes that offend
 * nothing are listed in {@link #HARMLESS}.
 */
final class HouseNextDoor {

  static final String ROOT = "house";

  /** Each room's classes. They name others in full, so that an offence is read in its line. */
  private static final Map<String, String> ROOMS =
      Map.ofEntries(
          room(
              "",
              """
              public @interface PublicApi {}
              public class SecretBytes {}
              public class Shared {}
              class SharedWithPin { house.pin.Pin pin; }
              """),
          room(
              "access",
              """
              public class Operation {}
              class KnowsHttpStatus { jakarta.ws.rs.core.Response.Status status; }
              class KnowsPrincipal { jakarta.security.enterprise.CallerPrincipal principal; }
              """),
          room(
              "attempts",
              """
              class ImportsRest { house.rest.Door door; }
              class ImportsIdentityStore { house.identitystore.Door door; }
              class ImportsDesk { house.desk.Door door; }
              class ImportsSettings { house.settings.Limits limits; }
              class ImportsFirstRun { house.firstrun.Sample sample; }
              public class OpenFields {
                public static final int LIMIT = 5;
                public int attempts;
                public final int limit = LIMIT;
                public static int all;
              }
              class OwnTable { String sql = "select failures from attempt_ledger"; }
              """),
          room(
              "audit",
              """
              class RowWithPin { house.pin.Pin pin; }
              class RowWithToken { void add(house.badge.QrToken token) {} }
              class RowWithSecret { house.SecretBytes secret; }
              """),
          room(
              "badge",
              """
              public class QrToken {}
              class LoggingCode { void draw() { org.slf4j.LoggerFactory.getLogger("badge"); } }
              class LoggingSymbol { house.log.Log log; }
              """),
          room(
              "credential",
              """
              @jakarta.persistence.Entity
              @jakarta.persistence.Table(name = "qr_pin")
              public class OpenEntity { @jakarta.persistence.Id String id; }
              public class OpenStore {}
              class ProperStore { jakarta.persistence.EntityManager entityManager; }
              public class PublicStore { jakarta.persistence.EntityManager entityManager; }
              class Finder {
                Object find(jakarta.persistence.EntityManager in) { return in.find(Object.class, 1); }
              }
              class OwnFactory { jakarta.persistence.EntityManagerFactory factory; }

              class OwnInstant { Object now = java.time.Instant.now(); }
              class OwnClock { Object clock = java.time.Clock.systemUTC(); }
              class OwnTicks { Object clock = java.time.Clock.tickMillis(java.time.ZoneOffset.UTC); }
              class OwnDate { Object today = java.time.LocalDate.now(java.time.ZoneOffset.UTC); }
              class OwnMillis { long now = System.currentTimeMillis(); }
              class OwnRandom { Object random = new java.security.SecureRandom(); }
              class OwnStrongRandom {
                Object random() throws Exception {
                  return java.security.SecureRandom.getInstanceStrong();
                }
              }
              class OwnTimeByReference {
                java.util.function.Supplier<Object> now = java.time.Instant::now;
              }
              class OwnRandomByReference {
                java.util.function.Supplier<Object> random = java.security.SecureRandom::new;
              }
              class GivenTime {
                Object now(java.time.Clock clock) { return java.time.Instant.now(clock); }
                Object today(java.time.Clock clock) { return java.time.LocalDate.now(clock); }
                Object ticks(java.time.Clock clock) {
                  return java.time.Clock.tick(clock, java.time.Duration.ofSeconds(1)).instant();
                }
                int chance(java.security.SecureRandom random) { return random.nextInt(); }
              }

              class ForeignTable {
                String sql = "update m from qr_pin p join attempt_ledger l using (subscriber_id)";
              }
              class ForeignTableInAnAnnotation {
                @jakarta.persistence.Table(name = "directory_user") class Row {}
              }
              class ForeignTableInATextBlock {
                String sql = \"""
                    insert into credential_event
                    values (1)
                    \""";
              }
              class WordsThatAreNoTables {
                /** An attempt_ledger is only named in this comment. */
                String words = "qr_pins my_qr_pin attempt_ledger_id";
              }
              """),
          room(
              "desk",
              """
              public class Door {
                house.access.Operation operation;
                house.pin.Pin pin;
                house.log.Log log;
                jakarta.servlet.http.HttpServletRequest request;
                org.apache.pdfbox.pdmodel.PDDocument document;
              }
              class ShowsWhatIsNotPublic { house.subscriber.Worker worker; }
              class ImportsAnotherDoor { house.rest.Door door; }
              class OpensStore { house.credential.OpenStore store; }
              class ShowsEntity { house.credential.OpenEntity entity; }
              class CatchesPersistence { void act(jakarta.persistence.PersistenceException e) {} }
              """),
          room(
              "desk.filters",
              """
              public class Entrance { house.desk.page.Frame frame; }
              class ImportsResource { house.desk.Door door; }
              """),
          room(
              "desk.page",
              """
              public class Frame {}
              class ImportsFilters { house.desk.filters.Entrance entrance; }
              class ImportsResource { house.desk.Door door; }
              """),
          room(
              "firstrun",
              """
              public class Sample { void welcome() { System.out.println(); } }
              class OwnTime { Object now = java.time.Instant.now(); }
              class ImportsPin { house.pin.Pin pin; }
              class ImportsShared { house.Shared shared; }
              """),
          room(
              "hashing",
              """
              class SealedPin { house.pin.Pin pin; house.SecretBytes secret; javax.crypto.Cipher c; }
              class LoggingHasher { java.util.logging.Logger logger; }
              """),
          room(
              "identitystore",
              """
              public class Door {}
              class BadgeIdentityStore
                  implements jakarta.security.enterprise.identitystore.IdentityStore {}
              class Chain { BadgeIdentityStore first; }
              class OpensStore { house.credential.OpenStore store; }
              class ShowsEntity { house.credential.OpenEntity entity; }
              class CatchesPersistence { void act(jakarta.persistence.PersistenceException e) {} }
              """),
          room("log", "public class Log { java.util.logging.Logger logger; }"),
          room(
              "pin",
              """
              @house.PublicApi public class Pin { house.SecretBytes digits; }
              class InjectedHasher { @jakarta.inject.Inject Pin pin; }
              class StoredRule { void review(jakarta.persistence.PersistenceException e) {} }
              class DirectoryRule { house.subscriber.Worker worker; }
              class SharingRule { house.Shared shared; }
              class LoggingRule { System.Logger logger = System.getLogger("pin"); }
              """),
          room("reader", "public class KnowsScanner { house.scanner.KnowsReader other; }"),
          room(
              "rest",
              """
              public class Door {
                jakarta.json.JsonObject json;
                house.rest.filters.Filter filter;
                house.rest.wire.Body body;
                house.rest.errors.Mistake mistake;
              }
              class OpensStore { house.credential.OpenStore store; }
              class ShowsEntity { house.credential.OpenEntity entity; }
              class CatchesPersistence { void act(jakarta.persistence.PersistenceException e) {} }
              class PrintsPdf { org.apache.pdfbox.pdmodel.PDDocument document; }
              class LoadsFont { org.apache.fontbox.ttf.TrueTypeFont font; }
              """),
          room(
              "rest.errors",
              """
              public class Mistake {}
              class ImportsWire { house.rest.wire.Body body; }
              class ImportsFilters { house.rest.filters.Filter filter; }
              class ImportsResource { house.rest.Door door; }
              """),
          room(
              "rest.filters",
              """
              public class Filter { house.rest.wire.Body body; house.rest.errors.Mistake mistake; }
              class ImportsResource { house.rest.Door door; }
              """),
          room(
              "rest.wire",
              """
              public class Body { house.rest.errors.Mistake mistake; }
              class ImportsFilters { house.rest.filters.Filter filter; }
              class ImportsResource { house.rest.Door door; }
              class ImportsOtherDoor { house.identitystore.Door door; }
              """),
          room(
              "retention",
              """
              class OwnLogger { java.util.logging.Logger logger; }
              class Printing { void print() { System.out.println(); } }
              """),
          room("scanner", "public class KnowsReader { house.reader.KnowsScanner other; }"),
          room(
              "settings",
              """
              public class Limits {}
              class QualifiedProducer {
                @jakarta.enterprise.inject.Produces @io.qrpin.Qrpin java.time.Clock clock;
                @jakarta.enterprise.inject.Produces Limits limits() { return new Limits(); }
              }
              class UnqualifiedProducer {
                @jakarta.enterprise.inject.Produces java.security.SecureRandom random;
                @jakarta.enterprise.inject.Produces java.time.Clock clock() { return null; }
                @jakarta.enterprise.inject.Produces int limit() { return 5; }
              }
              """),
          room(
              "signin",
              """
              class KnowsHealth { org.eclipse.microprofile.health.HealthCheck check; }
              class KnowsMetrics { org.eclipse.microprofile.metrics.Counter counter; }
              class ImportsTelemetry { house.telemetry.Counts counts; }
              class KnowsTemplates { gg.jte.Content content; }
              class KnowsJaxRs { @jakarta.ws.rs.GET public void get() {} }
              class KnowsJson { jakarta.json.JsonObject body; }
              class KnowsServlet { jakarta.servlet.http.HttpServletRequest request; }
              class KnowsRolesAllowed {
                @jakarta.annotation.security.RolesAllowed("admin") public void act() {}
              }
              class KnowsTokens { org.eclipse.microprofile.jwt.JsonWebToken token; }
              class KnowsJakartaSecurity {
                jakarta.security.enterprise.identitystore.IdentityStore store;
              }
              @jakarta.annotation.Priority(1) class KnowsPriority {}
              """),
          room("subscriber", "public class Worker {}"),
          room(
              "telemetry",
              """
              public class Counts {}
              class OpenTelemetryMeter { io.opentelemetry.api.OpenTelemetry telemetry; }
              class Eager { io.opentelemetry.api.OpenTelemetry telemetry; }
              """));

  /** These offend nothing: they are there to be imported, or to be let alone. */
  static final List<String> HARMLESS =
      List.of(
          "PublicApi",
          "SecretBytes",
          "Shared",
          "access.Operation",
          "attempts.OwnTable",
          "badge.QrToken",
          "credential.ForeignTableInAnAnnotation$Row",
          "credential.GivenTime",
          "credential.OpenEntity",
          "credential.OpenStore",
          "credential.ProperStore",
          "credential.WordsThatAreNoTables",
          "desk.Door",
          "desk.filters.Entrance",
          "desk.page.Frame",
          "firstrun.OwnTime",
          "firstrun.Sample",
          "hashing.SealedPin",
          "identitystore.BadgeIdentityStore",
          "identitystore.Chain",
          "identitystore.Door",
          "log.Log",
          "pin.Pin",
          "rest.Door",
          "rest.errors.Mistake",
          "rest.filters.Filter",
          "rest.wire.Body",
          "settings.Limits",
          "settings.QualifiedProducer",
          "signin.KnowsPriority",
          "subscriber.Worker",
          "telemetry.Counts",
          "telemetry.OpenTelemetryMeter");

  private static final Sources SOURCES = Sources.ofTexts(ROOMS.values().stream().sorted().toList());

  static final JavaClasses CLASSES = new ClassFileImporter().importPath(SOURCES.compile());

  static final ArchitectureRules RULES = new ArchitectureRules(ROOT, SOURCES.stringsByClass());

  private HouseNextDoor() {}

  private static Map.Entry<String, String> room(String name, String classes) {
    String room = name.isEmpty() ? ROOT : ROOT + "." + name;
    return Map.entry(name, "package " + room + ";\n" + classes);
  }
}
