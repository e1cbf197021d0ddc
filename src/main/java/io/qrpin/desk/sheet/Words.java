package io.qrpin.desk.sheet;

import java.util.Locale;

/**
 * The words on a sheet.
 *
 * @param locale of these words
 * @param badges the title of a document of badges
 * @param pins the title of a document of PINs
 * @param temporary marks a temporary badge
 * @param number stands before an employee number
 * @param validUntil stands before the expiry
 * @param changeIt what the worker must do with a PIN
 */
record Words(
    Locale locale,
    String badges,
    String pins,
    String temporary,
    String number,
    String validUntil,
    String changeIt) {

  private static final Words ENGLISH =
      new Words(
          Locale.ENGLISH,
          "Badges",
          "PINs",
          "TEMPORARY",
          "No.",
          "Valid until",
          "This PIN is temporary. Change it at your first sign-in.");

  static Words of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "de" ->
          new Words(
              Locale.GERMAN,
              "Ausweise",
              "PINs",
              "ERSATZAUSWEIS",
              "Nr.",
              "G\u00fcltig bis",
              "Diese PIN ist vorl\u00e4ufig. \u00c4ndern Sie sie bei der ersten Anmeldung.");
      case "fr" ->
          new Words(
              Locale.FRENCH,
              "Badges",
              "Codes PIN",
              "TEMPORAIRE",
              "N\u00b0",
              "Valable jusqu\u2019au",
              "Ce code PIN est temporaire. Changez-le \u00e0 la premi\u00e8re connexion.");
      case "es" ->
          new Words(
              Locale.forLanguageTag("es"),
              "Tarjetas",
              "PIN",
              "TEMPORAL",
              "N.\u00ba",
              "V\u00e1lida hasta",
              "Este PIN es temporal. C\u00e1mbielo al iniciar sesi\u00f3n.");
      case "pl" ->
          new Words(
              Locale.forLanguageTag("pl"),
              "Identyfikatory",
              "Kody PIN",
              "TYMCZASOWY",
              "Nr",
              "Wa\u017cny do",
              "Ten PIN jest tymczasowy. Zmie\u0144 go przy pierwszym logowaniu.");
      default -> ENGLISH;
    };
  }
}
