package io.qrpin.it;

import example.foreign.NotesPage;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application of somebody else for Jakarta EE 10, its server's configuration and its answers.
 */
final class ForeignWar {

  private static final String PERSISTENCE =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="notes" transaction-type="JTA">
          <jta-data-source>jdbc/foreign</jta-data-source>
          <class>example.foreign.Note</class>
        </persistence-unit>
      </persistence>
      """;

  private static final String BEANS =
      """
      <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
      """;

  /** Its server without qrpin. The includes of the README take the place of the comment. */
  private static final String SERVER =
      """
      <server>
        <!-- qrpin -->
        <featureManager>
          <feature>appSecurity-5.0</feature>
          <feature>cdi-4.0</feature>
          <feature>enterpriseBeansLite-4.0</feature>
          <feature>mdb-4.0</feature>
          <feature>messaging-3.1</feature>
          <feature>messagingClient-3.0</feature>
          <feature>messagingServer-3.0</feature>
          <feature>persistence-3.1</feature>
          <feature>servlet-6.0</feature>
          <feature>jdbc-4.3</feature>
        </featureManager>
        <applicationManager startTimeout="2m"/>
        <library id="foreignDriver">
          <fileset dir="${shared.resource.dir}/qrpin" includes="postgresql-*.jar"/>
        </library>
        <dataSource id="foreign" jndiName="jdbc/foreign">
          <jdbcDriver libraryRef="foreignDriver"/>
          <properties.postgresql serverName="localhost" portNumber="%d" databaseName="%s"
                                 user="postgres" password="unused"/>
        </dataSource>
        <messagingEngine>
          <queue id="notes"/>
        </messagingEngine>
        <jmsConnectionFactory jndiName="jms/factory"><properties.wasJms/></jmsConnectionFactory>
        <jmsQueue id="jms/notes" jndiName="jms/notes"><properties.wasJms queueName="notes"/></jmsQueue>
        <jmsActivationSpec id="foreign/Postman">
          <properties.wasJms destinationRef="jms/notes" destinationType="jakarta.jms.Queue"/>
        </jmsActivationSpec>
        <webApplication id="foreign" name="foreign" location="foreign.war" contextRoot="/foreign">
          <application-bnd>
            <security-role name="clerk">
              <group name="clerks" access-id="group:clerks/clerks"/>
            </security-role>
            <!-- roles -->
          </application-bnd>
        </webApplication>
      </server>
      """;

  private ForeignWar() {}

  static WebArchive withItsOwnClasses() {
    return withoutClasses().addPackage(NotesPage.class.getPackage());
  }

  static WebArchive withoutClasses() {
    return ShrinkWrap.create(WebArchive.class)
        .addAsWebInfResource(new StringAsset(PERSISTENCE), "classes/META-INF/persistence.xml")
        .addAsWebInfResource(new StringAsset(BEANS), "beans.xml");
  }

  static Path export(String name, WebArchive archive) {
    Path war = Path.of("target/it/" + name + ".war").toAbsolutePath();
    war.getParent().toFile().mkdirs();
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    return war;
  }

  /**
   * @param includes more elements at the beginning
   * @param roles more roles of the application
   */
  static String server(Database own, String includes, String roles) {
    return SERVER
        .formatted(own.port(), own.name())
        .replace("<!-- qrpin -->", includes)
        .replace("<!-- roles -->", roles);
  }

  static Database database(Database own) {
    own.update("create table note (text text primary key)");
    return own;
  }

  /** Asks the application everything; each question always has the same answer. */
  static List<String> answers(LibertyServer server) {
    Browser browser = new Browser(server.root("foreign"));
    browser.submit("/notes", "text", "by post", "later", "yes");
    return List.of(
        browser.submit("/notes", "text", "bread").toString(),
        Eventually.until(shown -> shown.text().contains("by post"), () -> browser.open("/notes"))
            .toString(),
        browser.open("/archive").toString(),
        browser.submit("/login", "name", "clara", "password", "wrong").toString(),
        browser.submit("/login", "name", "clara", "password", "clara's").toString(),
        browser.open("/archive").toString(),
        browser.open("/nothing").toString().substring(0, 3),
        new Api(server.root("foreign")).to("/notes").bearing("a.b.c").get().body());
  }
}
