package io.qrpin.access;

import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Decides whether a caller may act on a user. Thread safety: safe. */
@ApplicationScoped
public class AccessControl {

  private AccessSettings settings;
  private UserDirectory directory;

  protected AccessControl() {}

  @Inject
  public AccessControl(AccessSettings settings, UserDirectory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /** The answer to {@link #decide}. */
  public sealed interface Decision permits Allowed, Denied, NotFound {}

  /**
   * The caller may act on {@code target}.
   *
   * @param onOneself whether the caller is that person
   */
  public record Allowed(Subscriber target, boolean onOneself) implements Decision {}

  /** The caller may not act. The decision does not say whether the user exists. */
  public record Denied() implements Decision {}

  /** The caller may act on any user, and there is no such user. */
  public record NotFound() implements Decision {}

  /**
   * Looks the user up and decides.
   *
   * <p>A caller without permission is denied before the user is looked up. A caller who may act
   * only on themselves is denied for any other user, whether that user exists or not.
   *
   * <p>The directory says who the caller is: the person that it finds for the token's user.
   * Somebody whom it does not know is nobody's self.
   *
   * @param user an id or a sign-in name, as it came from outside
   * @throws io.qrpin.subscriber.DirectoryUnavailable when the directory cannot answer
   */
  public Decision decide(Operation operation, Caller caller, String user) {
    boolean onOthers = operation.allowsOnOthers(caller);
    boolean onOneself = operation.allowsOnOneself(caller, settings);
    if (!onOthers && !onOneself) {
      return new Denied();
    }
    Optional<Subscriber> known = directory.find(user);
    if (known.isPresent() && isSelf(caller, user, known.get())) {
      return onOneself ? new Allowed(known.get(), true) : new Denied();
    }
    Optional<Subscriber> target = known.or(() -> departed(user, operation));
    if (target.isEmpty()) {
      return onOthers ? new NotFound() : new Denied();
    }
    return operation.allowsOnOther(target.get(), caller, settings)
        ? new Allowed(target.get(), false)
        : new Denied();
  }

  /** The directory is not asked twice for one text. */
  private boolean isSelf(Caller caller, String user, Subscriber target) {
    return caller
        .user()
        .map(SubscriberId::value)
        .flatMap(self -> self.equals(user) ? Optional.of(target) : directory.find(self))
        .filter(self -> self.id().equals(target.id()))
        .isPresent();
  }

  /** An administrator can still delete the method of a user who has left the directory. */
  private Optional<Subscriber> departed(String id, Operation operation) {
    return operation == Operation.DELETE_METHOD
            && settings.unknownDeletable()
            && SubscriberId.isValid(id)
        ? Optional.of(Subscriber.named(new SubscriberId(id), id))
        : Optional.empty();
  }
}
