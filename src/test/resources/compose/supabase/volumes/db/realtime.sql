\set pguser
