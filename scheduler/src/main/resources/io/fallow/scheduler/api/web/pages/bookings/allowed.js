// What somebody may do with a reservation as it stands.

const ends = (booking) => Date.parse(booking.end);
const begun = (booking, now) => now > Date.parse(booking.start);

export const isMine = (me, booking) => booking.organisation === me.organisation.code;
export const isOnMine = (me, booking) => booking.asset.startsWith(`${me.organisation.code}.`);

// The names of the actions that role and state allow: confirm, approve, decline, change, release, cancel. Who can
// decline a request has no need to cancel it.
export function allowed(me, booking, now = Date.now()) {
  const has = (...roles) => me.roles.some((role) => roles.includes(role));
  const books = has("admin", "operator", "booker");
  const decides = has("admin", "approver");
  const mine = isMine(me, booking);
  const owned = isOnMine(me, booking);
  const is = (...states) => states.includes(booking.status);
  const rules = {
    confirm: books && mine && is("HELD"),
    approve: decides && owned && is("REQUESTED"),
    decline: decides && owned && is("REQUESTED"),
    change: books && is("HELD", "REQUESTED", "CONFIRMED", "IN_USE") && now < ends(booking) && (mine || (owned && decides)),
    release: books && mine && is("IN_USE") && begun(booking, now) && now < ends(booking),
    cancel: books && is("HELD", "REQUESTED", "CONFIRMED") && now < ends(booking) && (mine || (owned && !(decides && is("REQUESTED")))),
  };
  return Object.keys(rules).filter((name) => rules[name]);
}
