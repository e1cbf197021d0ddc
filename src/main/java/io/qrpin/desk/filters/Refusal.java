package io.qrpin.desk.filters;

/** A request that is refused, with the sentence that the page shows. Safe to show to anybody. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  private Refusal(int status, String title, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** The person has no role that the desk knows. */
  static Refusal noRole() {
    return new Refusal(
        403,
        "You have no role at this desk",
        "You are signed in, but none of your roles lets you work here. Ask your administrator for"
            + " one.");
  }

  /** The person's role does not include this. */
  static Refusal notAllowed() {
    return new Refusal(403, "You may not do this", "Your role does not include this.");
  }

  /** Nobody changes their own badge or PIN. */
  static Refusal onOneself() {
    return new Refusal(
        403, "You may not do this", "Nobody changes their own badge or PIN. Ask a colleague.");
  }

  /** The directory knows no such worker. */
  public static Refusal noSuchWorker() {
    return new Refusal(404, "Nobody is found", "The directory knows nobody with this id.");
  }

  /** A list that this person has not sent, or that ended long ago. */
  public static Refusal noSuchList() {
    return new Refusal(
        404, "There is no such list", "You did not send it, or it ended many hours ago.");
  }

  /** There is nothing to do this to, for example because somebody else was faster. */
  public static Refusal outdated(String sentence) {
    return new Refusal(409, "This is no longer possible", sentence);
  }

  /** The form was not sent from a page of this session. */
  static Refusal strangeForm() {
    return new Refusal(
        403,
        "The form was not accepted",
        "It was not sent from a page of this session. Nothing has changed. Go back to the start and"
            + " try again.");
  }

  /** The session ended while the person filled in a form. */
  static Refusal sessionEnded() {
    return new Refusal(
        403, "Your session has ended", "Nothing has changed. Sign in again, and start again.");
  }

  /** A form needs a fresh sign-in, and the person took long to fill it in. */
  static Refusal staleSignIn() {
    return new Refusal(
        403,
        "Sign in again",
        "This needs a password that was typed in the last five minutes. Nothing has changed. Open the"
            + " form again: it asks for your password.");
  }

  /** A fresh sign-in was needed, and the provider used an old one. */
  public static Refusal oldSignIn() {
    return new Refusal(
        403,
        "Sign in again",
        "This needs a fresh sign-in, and your provider did not ask for your password. Sign out there,"
            + " and try again.");
  }

  /** The request came over plain HTTP, on which others can read it. */
  static Refusal readable() {
    return new Refusal(
        403, "This address is not safe", "Others can read along. Use the address with https.");
  }

  /** Any other error of the client. */
  static Refusal ofStatus(int status) {
    return switch (status) {
      case 400 ->
          new Refusal(
              Call.UNPROCESSABLE, "The request was not understood", "Go back and try again.");
      case 404 -> new Refusal(404, "There is no such page", "Check the address.");
      case 413 -> new Refusal(413, "That is too much", "The form was too large.");
      case 503 ->
          new Refusal(
              503, "Please try again in a moment", "The server is busy. Nothing has changed.");
      default ->
          status >= 500
              ? new Refusal(
                  500,
                  "Something went wrong",
                  "The server could not do this. Its log says why. Try again later.")
              : new Refusal(status, "The request was not understood", "Go back and try again.");
    };
  }
}
