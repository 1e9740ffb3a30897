/** Codes of certificates that this machine doesn't trust: self-signed, or signed by an unknown authority. */
const untrusted = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Why a server's certificate was refused and what to do, from the code of Node's error; undefined for any other. */
export function certificateRefusal(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  if (untrusted.has(code)) {
    return "this machine doesn't know who signed it; where you do, set NODE_EXTRA_CA_CERTS to the PEM file of that authority, or of the certificate itself where it signed itself, and run again";
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return "it is for another name; name the endpoint as the certificate does, or give the server one for this name";
  }
  if (code === "CERT_HAS_EXPIRED") return "its term is over; renew it on the server";
  if (code === "CERT_NOT_YET_VALID") return "its term has not begun; check this machine's clock";
  return undefined;
}
