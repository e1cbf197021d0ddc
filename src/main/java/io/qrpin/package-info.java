/**
 * qrpin: badge and PIN as an authentication method for Jakarta EE, with Microsoft Graph's contract.
 *
 * <p>What it is not: a user directory (it asks one), an identity provider (it issues no tokens and
 * keeps no sessions), a multi-factor claim.
 *
 * <p>An administrator gives a worker a PIN: {@code rest.Entrance} and {@code rest.PermissionFilter}
 * let the request in, {@code rest.PinResource} turns it into types, {@code lifecycle.PinLifecycle}
 * has the PIN reviewed ({@code policy}), hashed ({@code pin}), stored and told ({@code audit}), and
 * the answer shows it once.
 *
 * <p>A worker signs in: {@code signin.SignIn} finds out whose badge it is ({@code qrcode}, {@code
 * lifecycle}), has the attempt paid for ({@code throttling}), compares the PIN ({@code pin}), and
 * settles.
 *
 * <p>To read it all: {@code signin.SignIn}, {@code throttling.AttemptLedger}, {@code
 * lifecycle.PinLifecycle}, {@code pin.Pin} and {@code pin.PinHash}, {@code policy.PinRule}, {@code
 * lifecycle.Changes}, {@code rest.Operation}, {@code rest.Entrance}, {@code settings.Beans}.
 *
 * <p>An application that embeds qrpin uses what carries {@link io.qrpin.PublicApi}, and nothing
 * else. It calls {@code lifecycle.MethodLifecycle}, {@code lifecycle.PinLifecycle}, {@code
 * lifecycle.ExpiringCredentials}, {@code qrcode.QrCodes}, {@code policy.MethodConfigurations},
 * {@code signin.SignIn} and {@code signin.OwnPin}; authenticates with {@code
 * identitystore.QrPinCredential}; implements {@code subscriber.UserDirectory}; observes {@code
 * audit.CredentialEvent}, {@code audit.SignInEvent} and {@code audit.ConfigurationChanged}.
 *
 * <p>This package itself holds the few things that all rooms share and that belong to none.
 */
package io.qrpin;
