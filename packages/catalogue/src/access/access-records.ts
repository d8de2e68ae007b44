import type { ApiKey, AuditEntry, AuditPage, AuditQuery, Role } from '@nianbao/contracts';

/** A key to keep: of the key itself but the SHA-256, which is enough for 256 random bits (OWASP: slow hashes are for passwords). */
export interface NewKey {
  keyId: string;
  name: string;
  role: Role;
  hash: string;
  createdBy: string;
  expiresAt: Date | null;
}

/** What a call is checked against. */
export interface StoredKey {
  keyId: string;
  name: string;
  role: Role;
  hash: string;
}

/** `fold`: entries that name the same become one, with their count. */
export type NewAuditEntry = Omit<AuditEntry, 'auditId' | 'at' | 'count'> & { fold: string | null };

/** How a call with an idempotency key stands: to be made now, under way, or answered before. */
export type CallClaim =
  | { state: 'new' }
  | { state: 'running'; requestHash: string }
  | { state: 'answered'; requestHash: string; status: number; body: string | null };

/** What guards the HTTP services: keys, sessions, the audit, answers to repeated calls. None of it can be read back from the object store. */
export interface AccessRecords {
  addKey(key: NewKey): Promise<ApiKey>;
  /** Newest first, revoked and expired ones too. */
  keys(): Promise<ApiKey[]>;
  /** A key that is neither revoked nor expired; null for any other. */
  activeKey(keyId: string): Promise<StoredKey | null>;
  /** Ends a key and its sessions. The time it was revoked first stays. Null when there is none. */
  revokeKey(keyId: string): Promise<ApiKey | null>;
  /** Notes that a key was used now, unless that was noted less than a minute ago. */
  touchKey(keyId: string): Promise<void>;

  addSession(tokenHash: string, keyId: string, expiresAt: Date): Promise<void>;
  /** The key a session that is not over stands for. */
  sessionKey(tokenHash: string): Promise<string | null>;
  endSession(tokenHash: string): Promise<void>;

  addAuditEntry(entry: NewAuditEntry): Promise<void>;
  /** Throws RangeError for a cursor that is not one of ours. */
  audit(query: AuditQuery): Promise<AuditPage>;
  /** Removes entries older than so many days; returns how many. */
  pruneAudit(days: number): Promise<number>;

  /** Claims a call for whoever asks first. A claim that was not answered within five minutes is free again. */
  claimCall(keyHash: string, requestHash: string): Promise<CallClaim>;
  answerCall(keyHash: string, status: number, body: string | null): Promise<void>;
  /** Gives a claim back: the call did nothing. */
  releaseCall(keyHash: string): Promise<void>;
  /** Removes sessions that are over and answers older than a day. */
  forgetExpired(): Promise<void>;
}
