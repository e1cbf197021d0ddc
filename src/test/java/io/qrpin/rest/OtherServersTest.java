package io.qrpin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers other than Liberty need to see these annotations. */
class OtherServersTest {

  /** Archives are scanned for annotated beans only; see {@code beans.xml}. */
  @Test
  void everyClassThatTheServerMustFindHasABeanDefiningAnnotation() {
    assertThat(
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.qrpin.rest")
                    .stream()
                    .filter(
                        type ->
                            type.isAssignableTo(Application.class)
                                || type.isAnnotatedWith(Path.class)
                                || type.isAnnotatedWith(Provider.class))
                    .toList())
        .hasSizeGreaterThan(8)
        .allMatch(
            type ->
                List.of(ApplicationScoped.class, RequestScoped.class, Dependent.class).stream()
                    .anyMatch(type::isAnnotatedWith));
  }

  @Test
  void everyReaderOfBodiesNamesItsMediaType() {
    assertThat(
            new ClassFileImporter()
                .importPackages("io.qrpin.rest.wire").stream()
                    .filter(type -> type.isAssignableTo(MessageBodyReader.class))
                    .map(type -> type.reflect())
                    .toList())
        .isNotEmpty()
        .allSatisfy(
            type ->
                assertThat(type.getAnnotation(Consumes.class).value())
                    .containsExactly(MediaType.APPLICATION_JSON));
  }
}
