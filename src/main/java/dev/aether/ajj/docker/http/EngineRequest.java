package dev.aether.ajj.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request to an engine.
 *
 * @param path with its query, such as {@code /containers/8a7f/logs?follow=1}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EngineRequest(String method, String path, Map<String, String> headers, byte[] body) {

    /** Returns a request for an answer. */
    public static EngineRequest get(String path) {
        return of("GET", path);
    }

    /** Returns a request without a body for an action. */
    public static EngineRequest post(String path) {
        return of("POST", path);
    }

    /** Returns a request with a body in JSON. */
    public static EngineRequest post(String path, JsonNode json) {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        return new EngineRequest("POST", path, Map.of("Content-Type", "application/json"), body);
    }

    /** Returns a request to remove something. */
    public static EngineRequest delete(String path) {
        return of("DELETE", path);
    }

    private static EngineRequest of(String method, String path) {
        return new EngineRequest(method, path, Map.of(), new byte[0]);
    }

    /** Adds a header. */
    public EngineRequest with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new EngineRequest(method, path, all, body);
    }

    /** Returns the method and the path: headers and body may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }

    /** Encodes a part of a path or a value of its query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
