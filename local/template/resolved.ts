/** A resource whose intrinsics are resolved; its own reference is among the properties, as `Ref`. */
export type Resolved = { id: string; type: string; properties: Record<string, unknown> };
