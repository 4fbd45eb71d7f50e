// Puts, gets, lists, copies, uploads in parts and deletes with the client's default settings: it sends a CRC of its own
// accord, by header or by trailer, and checks the one that it gets. Its last word is "all steps done".
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command,
  CopyObjectCommand, DeleteObjectsCommand, DeleteBucketCommand, CreateMultipartUploadCommand, UploadPartCommand,
  CompleteMultipartUploadCommand,
} from "@aws-sdk/client-s3";

const Bucket = process.env.BUCKET;
const s3 = new S3Client({ endpoint: process.env.ENDPOINT, forcePathStyle: true });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const bytesOf = (size, seed) => Buffer.alloc(size, createHash("sha512").update(String(seed)).digest());

async function read(Key) {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from(await answer.Body.transformToByteArray());
}

await s3.send(new CreateBucketCommand({ Bucket }));

const keys = ["plain", "a b/ü+&=?%", "empty"];
for (const Key of keys) {
  const Body = Key === "empty" ? Buffer.alloc(0) : bytesOf(200_000, Key);
  const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body, Metadata: { colour: "grey" } }));
  assert.ok(put.ChecksumCRC32, "the checksum comes back");
  assert.equal(sha256(await read(Key)), sha256(Body));
  assert.equal((await s3.send(new HeadObjectCommand({ Bucket, Key }))).Metadata.colour, "grey");
}

// A stream has no checksum before its end: it goes out as aws-chunked with a trailer.
const streamed = bytesOf(300_000, "stream");
await s3.send(new PutObjectCommand({
  Bucket, Key: "stream", Body: Readable.from([streamed]), ContentLength: streamed.length,
}));
assert.equal(sha256(await read("stream")), sha256(streamed));

const listed = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
assert.deepEqual(listed.Contents.map((o) => o.Key), ["empty", "plain", "stream"]);
assert.deepEqual(listed.CommonPrefixes.map((p) => p.Prefix), ["a b/"]);

await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: encodeURI(`${Bucket}/plain`) }));
assert.equal(sha256(await read("copy")), sha256(await read("plain")));

const parts = [bytesOf(5 << 20, 1), bytesOf(5 << 20, 2), bytesOf(1000, 3)];
const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "parts" }));
const done = [];
for (const [index, Body] of parts.entries()) {
  const PartNumber = index + 1;
  const { ETag, ChecksumCRC32 } = await s3.send(
    new UploadPartCommand({ Bucket, Key: "parts", UploadId, PartNumber, Body }));
  done.push({ PartNumber, ETag, ChecksumCRC32 });
}
await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: "parts", UploadId, MultipartUpload: { Parts: done } }));
assert.equal(sha256(await read("parts")), sha256(Buffer.concat(parts)));

await assert.rejects(read("nothing"), { name: "NoSuchKey" });
const Objects = [...keys, "stream", "copy", "parts"].map((Key) => ({ Key }));
const deleted = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
assert.equal(deleted.Deleted.length, Objects.length);
await s3.send(new DeleteBucketCommand({ Bucket }));
console.log("all steps done");
