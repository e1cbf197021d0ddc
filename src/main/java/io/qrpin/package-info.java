/**
 * qrpin: badge and PIN as an authentication method for Jakarta EE, with Microsoft Graph's contract.
 * It is not a user directory (it asks one), not an identity provider (it issues no tokens and keeps
 * no sessions), and not a multi-factor method.
 *
 * <p>An administrator gives a worker a PIN: {@code rest} checks the permission and turns the
 * request into types. {@code credential.PinLifecycle} has the PIN reviewed ({@code pin}) and hashed
 * ({@code hashing}), stores it and records the event ({@code audit}). The answer shows the PIN
 * once.
 *
 * <p>A worker signs in: {@code signin.SignIn} finds the credential that the badge belongs to
 * ({@code badge}, {@code credential}), charges the attempt ({@code attempts}), compares the PIN
 * ({@code hashing}), and settles the charge.
 *
 * <p>Reading order: {@code signin.SignIn}, {@code attempts.AttemptLedger}, {@code
 * credential.PinLifecycle}, {@code pin.PinPolicy}, {@code hashing.PinHasher}, {@code
 * hashing.PinHash}, {@code settings.Beans}.
 *
 * <p>An application that embeds qrpin uses only types that carry {@link io.qrpin.PublicApi}. It
 * calls {@code credential.MethodLifecycle}, {@code credential.PinLifecycle}, {@code
 * credential.ExpiringCredentials}, {@code credential.QrCodes}, {@code
 * configuration.MethodConfigurations}, {@code signin.SignIn} and {@code signin.OwnPin}. It
 * authenticates with {@code identitystore.QrPinCredential}, implements {@code
 * subscriber.UserDirectory}, and observes {@code audit.CredentialEvent}, {@code audit.SignInEvent}
 * and {@code audit.ConfigurationChanged}.
 *
 * <p>This package holds what all rooms share: {@link io.qrpin.SecretBytes}, {@link
 * io.qrpin.PublicApi} and {@link io.qrpin.Qrpin}.
 */
package io.qrpin;
