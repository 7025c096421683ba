/** Tables as the queries see them. Names avoid every word that SQLite, MySQL or MariaDB reserve. */

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;
type Flag = 0 | 1;

/** Raised by each migration; `migrations/index.ts` must end with this number. */
export const schemaVersion = 11;

/** In the place of that number while another store is being copied there. */
export const unfinishedNumber = 1_000_000;

export interface SealRow {
  readonly scope: string;
  readonly row_count: number;
  readonly digest: string;
}
export interface MigrationRow {
  readonly number: number;
  readonly name: string;
  readonly version: string;
  readonly applied_at: string;
}
export interface OrgRow {
  readonly name: string;
}
export interface ClusterRow {
  readonly id: string;
  readonly name: string;
  readonly installation: string;
  readonly address: string | null;
  readonly heartbeat_seconds: number;
}
export interface GroupRow {
  readonly org: string;
  readonly name: string;
  readonly cluster: string | null;
}
export interface WorkspaceRow {
  readonly org: string;
  readonly name: string;
  readonly cluster: string;
}
export interface NodeRow {
  readonly org: string;
  readonly name: string;
  readonly connect_to: string;
  readonly address: string;
  readonly node_group: string;
  readonly zone: string | null;
  readonly capacity: string;
  readonly labels: string;
  readonly weight: number | null;
  readonly node_state: string;
}
export interface EnvRow {
  readonly org: string;
  readonly name: string;
  readonly workspace: string;
  readonly labels: string;
}
export interface MembershipRow {
  readonly org: string;
  readonly env: string;
  readonly node: string;
  readonly weight: number | null;
}
export interface EntryRow {
  readonly address: string;
  readonly org: string;
  readonly env: string;
  readonly is_backup: Flag;
  readonly app: string | null;
  readonly url_path: string;
  readonly place: number;
}
export interface ServiceRow {
  readonly org: string;
  readonly env: string;
  readonly name: string;
  readonly kind: string;
  readonly url: string | null;
  readonly password_secret: string | null;
  readonly managed: string | null;
}
export interface AppRow {
  readonly org: string;
  readonly name: string;
  readonly recipe: string;
  readonly image: string | null;
}
export interface DeploymentRow {
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly version: string;
  readonly image_id: string | null;
  readonly roles: string;
  readonly balance: string;
  readonly weights: string;
  readonly run_state: string;
  readonly generation: number;
}
export interface InstanceRow {
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly role: string;
  readonly ordinal: number;
  readonly node: string;
  readonly ports: string;
}
/** `app` is empty for every app: a key column cannot be null. */
export interface ConfigRow {
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly config_key: string;
  readonly config_value: string;
}
export interface SecretRow {
  readonly org: string;
  readonly env: string;
  readonly app: string;
  readonly name: string;
  readonly version: number;
  readonly key_id: string;
  readonly ciphertext: string;
  readonly created_at: string;
}
/** Claims hold what must be unique across records; they are derived, and never read back. */
export interface NodeEndpointRow {
  readonly endpoint: string;
  readonly org: string;
  readonly node: string;
}
export interface EntryRouteRow {
  readonly address: string;
  readonly url_path: string;
  readonly org: string;
  readonly env: string;
}
export interface InstancePortRow {
  readonly org: string;
  readonly node: string;
  readonly port: number;
  readonly env: string;
  readonly app: string;
  readonly role: string;
  readonly ordinal: number;
  readonly port_name: string;
}
export interface SettingRow {
  readonly setting: string;
  readonly content: string;
}
export interface OperationRow {
  readonly id: string;
  readonly command: string;
  readonly actor: string;
  readonly run_state: string;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly plan_digest: string;
}
export interface OperationPlanRow {
  readonly operation: string;
  readonly plan: string;
}
export interface JournalRow {
  readonly operation: string;
  readonly seq: number;
  readonly step: string;
  readonly step_state: string;
  readonly happened_at: string;
  readonly message: string | null;
}
/** A released lease stays as a row: its fence must never fall back. */
export interface LeaseRow {
  readonly resource: string;
  readonly fence: number;
  readonly held: Flag;
  readonly manual: Flag;
  readonly actor: string;
  readonly host: string;
  readonly pid: number;
  readonly command: string;
  readonly operation: string | null;
  readonly reason: string | null;
  readonly held_since: string;
  readonly expires_at: string | null;
}
/** Who beats for a cluster; `agent` is empty once the last one has ended. `news` is raised by all that the agent must be told. A rival is an agent of a copied installation. */
export interface BeatRow {
  readonly cluster: string;
  readonly installation: string;
  readonly agent: string;
  readonly place: string;
  readonly pid_space: string;
  readonly host: string;
  readonly pid: number;
  readonly held_since: string;
  readonly beat_at: string;
  readonly news: number;
  readonly address_state: string | null;
  readonly address_checked_at: string | null;
  readonly rival_place: string | null;
  readonly rival_host: string | null;
  readonly rival_at: string | null;
}
export interface AuditRow {
  readonly seq: number;
  readonly id: string;
  readonly happened_at: string;
  readonly actor: string;
  readonly host: string;
  readonly command: string;
  readonly arguments: string;
  readonly exit_code: number;
  readonly outcome: string;
  readonly overridden: string;
  readonly operation: string | null;
  readonly row_digest: string;
}

export interface Tables {
  seals: SealRow;
  migrations: MigrationRow;
  clusters: ClusterRow;
  orgs: OrgRow;
  node_groups: GroupRow;
  workspaces: WorkspaceRow;
  nodes: NodeRow;
  envs: EnvRow;
  memberships: MembershipRow;
  entries: EntryRow;
  services: ServiceRow;
  apps: AppRow;
  deployments: DeploymentRow;
  instances: InstanceRow;
  configs: ConfigRow;
  secrets: SecretRow;
  node_endpoints: NodeEndpointRow;
  entry_routes: EntryRouteRow;
  instance_ports: InstancePortRow;
  settings: SettingRow;
  operations: OperationRow;
  operation_plans: OperationPlanRow;
  journal_entries: JournalRow;
  leases: LeaseRow;
  cluster_beats: BeatRow;
  audit_records: AuditRow;
}
