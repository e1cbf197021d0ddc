package io.qrpin.it;

import example.neighbour.NeighbourApplication;
import io.qrpin.it.Api.Answer;
import java.io.File;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The neighbour's WAR, its configuration and its answers. */
final class NeighbourWar {

  private static final String PERSISTENCE =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="articles" transaction-type="JTA">
          <jta-data-source>jdbc/neighbour</jta-data-source>
          <class>example.neighbour.Article</class>
        </persistence-unit>
      </persistence>
      """;

  private static final String WEB =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>me</web-resource-name>
            <url-pattern>/api/me</url-pattern>
          </web-resource-collection>
          <auth-constraint>
            <role-name>**</role-name>
          </auth-constraint>
        </security-constraint>
        <login-config>
          <auth-method>BASIC</auth-method>
          <realm-name>neighbourhood</realm-name>
        </login-config>
      </web-app>
      """;

  private static final String CONFIGURATION =
      """
      <server>
        <featureManager>
          <feature>appSecurity-6.0</feature>
        </featureManager>
        <basicRegistry id="basic" realm="neighbourhood">
          <user name="anna" password="anna's"/>
        </basicRegistry>
        <dataSource id="neighbour" jndiName="jdbc/neighbour">
          <jdbcDriver libraryRef="qrpinDriver"/>
          <properties.postgresql serverName="localhost" portNumber="%d" databaseName="%s"
                                 user="postgres" password="unused"/>
        </dataSource>
      </server>
      """;

  private NeighbourWar() {}

  static Path build() {
    Path war = Path.of("target/it/neighbour.war").toAbsolutePath();
    WebArchive archive =
        ShrinkWrap.create(WebArchive.class)
            .addPackages(true, NeighbourApplication.class.getPackage())
            .addAsLibraries(new File("target/neighbour-lib").listFiles())
            .addAsWebInfResource(new StringAsset(PERSISTENCE), "classes/META-INF/persistence.xml")
            .setWebXML(new StringAsset(WEB));
    war.getParent().toFile().mkdirs();
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    return war;
  }

  static String configuration(Database own) {
    own.update("create table article (name text primary key, price int not null)");
    return CONFIGURATION.formatted(own.port(), own.name());
  }

  /** Asks the neighbour everything. The answers leave out the time. */
  static List<String> answers(LibertyServer server) {
    Api api = new Api(server.root("neighbour"));
    String anna = "Basic " + base64("anna:anna's");
    List<String> answers = new ArrayList<>();
    answers.add(
        summary(api.to("/api/articles/bread?price=3").send("PUT", BodyPublishers.noBody())));
    answers.add(summary(api.to("/api/articles").get()));
    answers.add(summary(api.to("/api/beans").get()));
    answers.add(summary(api.to("/api/libraries").get()));
    answers.add(summary(api.to("/api/me").get()));
    answers.add(summary(api.to("/api/me").with("Authorization", anna).get()));
    answers.add(summary(api.to("/api/me").with("Authorization", anna + "x").get()));
    answers.add(summary(api.to("/api/me").bearing("a.b.c").get()));
    answers.add(summary(api.to("/api/articles").bearing("a.b.c").get()));
    answers.add(summary(api.to("/api/failure").get()));
    answers.add(summary(api.to("/api/articles").delete()));
    answers.add(summary(api.to("/api/nothing").get()));
    answers.add(summary(api.to("/nothing").get()));
    return answers;
  }

  private static String summary(Answer answer) {
    TreeMap<String, List<String>> headers = new TreeMap<>(answer.response().headers().map());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("Date"));
    return answer.response().uri().getPath()
        + " "
        + answer.status()
        + " "
        + headers.toString().replaceAll("LtpaToken2=[^;]+", "LtpaToken2")
        + " "
        + answer.body();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
