--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: refuse_audit_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: access_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_link (
    id integer NOT NULL,
    token_sha256 character varying NOT NULL,
    person_id integer NOT NULL,
    purpose character varying NOT NULL,
    message_key text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);


--
-- Name: access_link_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.access_link_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: access_link_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.access_link_id_seq OWNED BY public.access_link.id;


--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    id integer NOT NULL,
    address text NOT NULL,
    name text NOT NULL,
    password_hash text,
    password_set_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone
);


--
-- Name: account_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_grant (
    account_id integer NOT NULL,
    role character varying NOT NULL,
    party_id integer NOT NULL,
    roadmap_id integer NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    granted_by text NOT NULL
);


--
-- Name: account_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.account_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: account_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.account_id_seq OWNED BY public.account.id;


--
-- Name: account_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_link (
    token_sha256 character varying NOT NULL,
    account_id integer NOT NULL,
    purpose character varying NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);


--
-- Name: account_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_session (
    id integer NOT NULL,
    token_sha256 character varying NOT NULL,
    account_id integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying,
    client text NOT NULL,
    agent text NOT NULL
);


--
-- Name: account_session_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.account_session_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: account_session_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.account_session_id_seq OWNED BY public.account_session.id;


--
-- Name: agenda_queue; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agenda_queue (
    next_action_at timestamp with time zone NOT NULL,
    occurrence_id integer NOT NULL
);


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: api_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_answer (
    token_id integer NOT NULL,
    key character varying NOT NULL,
    request_sha256 character varying NOT NULL,
    status integer NOT NULL,
    content bytea NOT NULL,
    kept_at timestamp with time zone NOT NULL
);


--
-- Name: api_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_token (
    id integer NOT NULL,
    token_sha256 character varying NOT NULL,
    account_id integer NOT NULL,
    name text NOT NULL,
    scopes json NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_on date,
    revoked_at timestamp with time zone
);


--
-- Name: api_token_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.api_token_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: api_token_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.api_token_id_seq OWNED BY public.api_token.id;


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor character varying NOT NULL,
    deed character varying NOT NULL,
    subject character varying NOT NULL,
    details json NOT NULL,
    identity character varying,
    before json,
    after json,
    hash character varying NOT NULL
);


--
-- Name: audit_head; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_head (
    id integer NOT NULL,
    sequence integer NOT NULL,
    hash character varying NOT NULL,
    at timestamp with time zone
);


--
-- Name: audit_head_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_head_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_head_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_head_id_seq OWNED BY public.audit_head.id;


--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;


--
-- Name: audit_text; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_text (
    digest character varying NOT NULL,
    salt character varying NOT NULL,
    kind character varying NOT NULL,
    value text NOT NULL,
    person_id integer
);


--
-- Name: calendar_feed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calendar_feed (
    token_sha256 character varying NOT NULL,
    scope character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);


--
-- Name: coordinator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coordinator (
    person_id integer NOT NULL,
    roadmap_id integer NOT NULL,
    since_at timestamp with time zone NOT NULL
);


--
-- Name: digest_subscription; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.digest_subscription (
    person_id integer NOT NULL,
    kind character varying NOT NULL,
    next_at timestamp with time zone NOT NULL
);


--
-- Name: disclaimer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disclaimer (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    person_id integer NOT NULL,
    reason text NOT NULL,
    said_at timestamp with time zone NOT NULL,
    answer text,
    answered_at timestamp with time zone,
    answered_by text
);


--
-- Name: disclaimer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.disclaimer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: disclaimer_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.disclaimer_id_seq OWNED BY public.disclaimer.id;


--
-- Name: evidence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    version integer NOT NULL,
    note text,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by text NOT NULL,
    nothing_to_report boolean DEFAULT false NOT NULL,
    effective_on date,
    share_percent integer,
    years json DEFAULT '[]'::json NOT NULL,
    result character varying
);


--
-- Name: evidence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.evidence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: evidence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.evidence_id_seq OWNED BY public.evidence.id;


--
-- Name: evidence_item; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence_item (
    id integer NOT NULL,
    evidence_id integer NOT NULL,
    "position" integer NOT NULL,
    kind character varying NOT NULL,
    file_name text,
    file_sha256 character varying,
    size_bytes integer,
    content_type character varying,
    scan character varying,
    url text,
    link_id integer
);


--
-- Name: evidence_item_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.evidence_item_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: evidence_item_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.evidence_item_id_seq OWNED BY public.evidence_item.id;


--
-- Name: evidence_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence_link (
    id integer NOT NULL,
    url text NOT NULL,
    url_sha256 character varying NOT NULL,
    state character varying NOT NULL,
    since_at timestamp with time zone NOT NULL,
    failures integer NOT NULL,
    steady integer NOT NULL,
    first_host text,
    first_failed_at timestamp with time zone,
    next_check_at timestamp with time zone
);


--
-- Name: evidence_link_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.evidence_link_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: evidence_link_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.evidence_link_id_seq OWNED BY public.evidence_link.id;


--
-- Name: extension; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.extension (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    from_due_on date NOT NULL,
    to_due_on date NOT NULL,
    reason text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    granted_by text NOT NULL
);


--
-- Name: extension_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.extension_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: extension_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.extension_id_seq OWNED BY public.extension.id;


--
-- Name: extension_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.extension_request (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    to_due_on date NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text NOT NULL,
    granted boolean,
    answer text,
    decided_at timestamp with time zone,
    decided_by text
);


--
-- Name: extension_request_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.extension_request_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: extension_request_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.extension_request_id_seq OWNED BY public.extension_request.id;


--
-- Name: indicator_set; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.indicator_set (
    id integer NOT NULL,
    name character varying NOT NULL,
    version integer NOT NULL,
    content json NOT NULL,
    source_name text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL
);


--
-- Name: indicator_set_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.indicator_set_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: indicator_set_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.indicator_set_id_seq OWNED BY public.indicator_set.id;


--
-- Name: link_check; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.link_check (
    id integer NOT NULL,
    link_id integer NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    outcome character varying NOT NULL,
    final_url text,
    status integer,
    title text,
    content_type text,
    sha256 character varying,
    size_bytes integer,
    text_sha256 character varying,
    why text
);


--
-- Name: link_check_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.link_check_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: link_check_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.link_check_id_seq OWNED BY public.link_check.id;


--
-- Name: membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership (
    party_id integer NOT NULL,
    person_id integer NOT NULL,
    since_at timestamp with time zone NOT NULL
);


--
-- Name: notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice (
    id integer NOT NULL,
    key character varying NOT NULL,
    kind character varying NOT NULL,
    occurrence_id integer NOT NULL,
    person_id integer,
    planned_on date NOT NULL,
    due_on date,
    offset_days integer NOT NULL,
    late boolean NOT NULL,
    outcome character varying NOT NULL,
    outbox_id integer,
    recorded_at timestamp with time zone NOT NULL
);


--
-- Name: notice_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: notice_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;


--
-- Name: occurrence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.occurrence (
    id integer NOT NULL,
    task_id integer NOT NULL,
    ordinal integer NOT NULL,
    opens_on date,
    due_on date NOT NULL,
    original_due_on date NOT NULL,
    watched_from_on date NOT NULL,
    held boolean NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    submitted_at timestamp with time zone,
    returned_at timestamp with time zone,
    accepted_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    reminder_asked_at timestamp with time zone
);


--
-- Name: occurrence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.occurrence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: occurrence_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.occurrence_id_seq OWNED BY public.occurrence.id;


--
-- Name: oidc_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oidc_request (
    state_sha256 character varying NOT NULL,
    nonce character varying NOT NULL,
    verifier character varying NOT NULL,
    goes_to text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id integer NOT NULL,
    key text NOT NULL,
    channel character varying NOT NULL,
    message_id character varying NOT NULL,
    person_id integer,
    address character varying NOT NULL,
    kind character varying NOT NULL,
    subject text NOT NULL,
    planned_on date NOT NULL,
    state character varying NOT NULL,
    attempts integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    lease_owner character varying,
    lease_until_at timestamp with time zone,
    first_failed_at timestamp with time zone,
    sent_at timestamp with time zone,
    last_error text
);


--
-- Name: outbox_content; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox_content (
    outbox_id integer NOT NULL,
    content bytea NOT NULL
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: outbox_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;


--
-- Name: outbox_occurrence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox_occurrence (
    outbox_id integer NOT NULL,
    occurrence_id integer NOT NULL
);


--
-- Name: party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.party (
    id integer NOT NULL,
    name text NOT NULL,
    folded text NOT NULL
);


--
-- Name: party_alias; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.party_alias (
    folded text NOT NULL,
    party_id integer NOT NULL
);


--
-- Name: party_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.party_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: party_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.party_id_seq OWNED BY public.party.id;


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    id integer NOT NULL,
    address character varying NOT NULL,
    name text NOT NULL,
    zone character varying,
    added_at timestamp with time zone NOT NULL,
    only_mandatory boolean NOT NULL,
    unreachable_since_at timestamp with time zone,
    forgotten_at timestamp with time zone
);


--
-- Name: person_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: person_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;


--
-- Name: policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy (
    roadmap_id integer NOT NULL,
    text text NOT NULL,
    source_name text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by text NOT NULL
);


--
-- Name: policy_roadmap_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.policy_roadmap_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: policy_roadmap_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.policy_roadmap_id_seq OWNED BY public.policy.roadmap_id;


--
-- Name: problem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.problem (
    id integer NOT NULL,
    roadmap_id integer NOT NULL,
    code character varying NOT NULL,
    sentence text NOT NULL,
    subject character varying,
    source_line integer,
    raw text,
    settled_at timestamp with time zone
);


--
-- Name: problem_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.problem_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: problem_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.problem_id_seq OWNED BY public.problem.id;


--
-- Name: recommendation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendation (
    id integer NOT NULL,
    set_name character varying NOT NULL,
    code character varying NOT NULL,
    level character varying NOT NULL,
    "position" integer NOT NULL,
    text text NOT NULL,
    term text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by text NOT NULL
);


--
-- Name: recommendation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.recommendation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: recommendation_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.recommendation_id_seq OWNED BY public.recommendation.id;


--
-- Name: relay_pace; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.relay_pace (
    relay character varying NOT NULL,
    free_at timestamp with time zone NOT NULL
);


--
-- Name: review; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.review (
    id integer NOT NULL,
    occurrence_id integer NOT NULL,
    evidence_version integer NOT NULL,
    decision character varying NOT NULL,
    reason text,
    decided_at timestamp with time zone NOT NULL,
    decided_by text NOT NULL,
    share_percent integer,
    years json NOT NULL
);


--
-- Name: review_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.review_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: review_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.review_id_seq OWNED BY public.review.id;


--
-- Name: roadmap; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.roadmap (
    id integer NOT NULL,
    title text NOT NULL,
    kind character varying NOT NULL,
    issuer text,
    number character varying,
    issued_on date,
    first_year integer,
    last_year integer,
    zone character varying NOT NULL,
    source_name character varying NOT NULL,
    source_sha256 character varying NOT NULL,
    content_sha256 character varying,
    parsed json NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    approved_on date,
    replaces_id integer,
    superseded_by_id integer
);


--
-- Name: roadmap_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.roadmap_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: roadmap_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.roadmap_id_seq OWNED BY public.roadmap.id;


--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id integer NOT NULL,
    key character varying NOT NULL,
    title text NOT NULL,
    kind character varying NOT NULL,
    source_roadmap_id integer,
    source_occurrence_id integer,
    organiser_id integer,
    zone character varying NOT NULL,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    grace_days integer NOT NULL,
    indicator_set_id integer,
    previous_id integer,
    roadmap_id integer,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    next_action_at timestamp with time zone
);


--
-- Name: round_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_answer (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    code character varying NOT NULL,
    revision integer NOT NULL,
    base_revision integer NOT NULL,
    value json,
    note text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by text NOT NULL
);


--
-- Name: round_answer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_answer_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_answer_id_seq OWNED BY public.round_answer.id;


--
-- Name: round_follow_up; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_follow_up (
    round_id integer NOT NULL,
    occurrence_id integer NOT NULL,
    purpose character varying NOT NULL,
    to_party_id integer
);


--
-- Name: round_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_id_seq OWNED BY public.round.id;


--
-- Name: round_letter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_letter (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    content json NOT NULL,
    revision integer NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    edited_by text,
    approved_at timestamp with time zone,
    approved_by text,
    roadmap_id integer,
    register_number integer
);


--
-- Name: round_letter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_letter_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_letter_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_letter_id_seq OWNED BY public.round_letter.id;


--
-- Name: round_participant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_participant (
    id integer NOT NULL,
    round_id integer NOT NULL,
    party_id integer NOT NULL,
    "position" integer NOT NULL,
    "grouping" character varying NOT NULL,
    occurrence_id integer,
    open_until_on date
);


--
-- Name: round_participant_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_participant_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_participant_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_participant_id_seq OWNED BY public.round_participant.id;


--
-- Name: round_proof; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_proof (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    code character varying NOT NULL,
    kind character varying NOT NULL,
    file_name text,
    file_sha256 character varying,
    size_bytes integer,
    content_type character varying,
    scan character varying,
    url text,
    link_id integer,
    added_at timestamp with time zone NOT NULL,
    added_by text NOT NULL,
    removed_at timestamp with time zone
);


--
-- Name: round_proof_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_proof_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_proof_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_proof_id_seq OWNED BY public.round_proof.id;


--
-- Name: round_submission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_submission (
    id integer NOT NULL,
    participant_id integer NOT NULL,
    version integer NOT NULL,
    evidence_id integer NOT NULL,
    answers json NOT NULL,
    nothing_to_report boolean NOT NULL,
    note text NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by text NOT NULL
);


--
-- Name: round_submission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.round_submission_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: round_submission_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.round_submission_id_seq OWNED BY public.round_submission.id;


--
-- Name: saved_view; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.saved_view (
    id integer NOT NULL,
    key character varying NOT NULL,
    account_id integer NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    made_at timestamp with time zone NOT NULL
);


--
-- Name: saved_view_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.saved_view_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: saved_view_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.saved_view_id_seq OWNED BY public.saved_view.id;


--
-- Name: sending_pause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sending_pause (
    id integer NOT NULL,
    since_at timestamp with time zone NOT NULL,
    set_by text NOT NULL,
    reason text NOT NULL
);


--
-- Name: sending_pause_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sending_pause_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sending_pause_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sending_pause_id_seq OWNED BY public.sending_pause.id;


--
-- Name: sign_in_lock; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sign_in_lock (
    key character varying NOT NULL,
    failures integer NOT NULL,
    last_failed_at timestamp with time zone NOT NULL,
    locked_until_at timestamp with time zone
);


--
-- Name: task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task (
    id integer NOT NULL,
    roadmap_id integer NOT NULL,
    "position" integer NOT NULL,
    origin character varying NOT NULL,
    uid character varying NOT NULL,
    number character varying NOT NULL,
    section text,
    year_section integer,
    title text NOT NULL,
    expected_result text NOT NULL,
    raw_term text NOT NULL,
    term_kind character varying NOT NULL,
    meaning text NOT NULL,
    recurrence character varying,
    status_raw text,
    event_rule json,
    event_on date,
    written_spans json,
    source_line integer,
    calendar_name text
);


--
-- Name: task_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.task_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: task_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.task_id_seq OWNED BY public.task.id;


--
-- Name: task_party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_party (
    task_id integer NOT NULL,
    role character varying NOT NULL,
    party_id integer NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: task_word; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_word (
    stem character varying(60) NOT NULL,
    task_id integer NOT NULL
);


--
-- Name: tick_slot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tick_slot (
    id integer NOT NULL,
    flow character varying NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    state character varying NOT NULL,
    lease_owner character varying NOT NULL,
    lease_until_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    summary json NOT NULL
);


--
-- Name: tick_slot_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.tick_slot_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: tick_slot_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.tick_slot_id_seq OWNED BY public.tick_slot.id;


--
-- Name: webhook; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook (
    id integer NOT NULL,
    url text NOT NULL,
    secret character varying NOT NULL,
    kinds json NOT NULL,
    added_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone
);


--
-- Name: webhook_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.webhook_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: webhook_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.webhook_id_seq OWNED BY public.webhook.id;


--
-- Name: access_link id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link ALTER COLUMN id SET DEFAULT nextval('public.access_link_id_seq'::regclass);


--
-- Name: account id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account ALTER COLUMN id SET DEFAULT nextval('public.account_id_seq'::regclass);


--
-- Name: account_session id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session ALTER COLUMN id SET DEFAULT nextval('public.account_session_id_seq'::regclass);


--
-- Name: api_token id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token ALTER COLUMN id SET DEFAULT nextval('public.api_token_id_seq'::regclass);


--
-- Name: audit id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);


--
-- Name: audit_head id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_head ALTER COLUMN id SET DEFAULT nextval('public.audit_head_id_seq'::regclass);


--
-- Name: disclaimer id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer ALTER COLUMN id SET DEFAULT nextval('public.disclaimer_id_seq'::regclass);


--
-- Name: evidence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);


--
-- Name: evidence_item id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item ALTER COLUMN id SET DEFAULT nextval('public.evidence_item_id_seq'::regclass);


--
-- Name: evidence_link id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_link ALTER COLUMN id SET DEFAULT nextval('public.evidence_link_id_seq'::regclass);


--
-- Name: extension id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension ALTER COLUMN id SET DEFAULT nextval('public.extension_id_seq'::regclass);


--
-- Name: extension_request id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension_request ALTER COLUMN id SET DEFAULT nextval('public.extension_request_id_seq'::regclass);


--
-- Name: indicator_set id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator_set ALTER COLUMN id SET DEFAULT nextval('public.indicator_set_id_seq'::regclass);


--
-- Name: link_check id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_check ALTER COLUMN id SET DEFAULT nextval('public.link_check_id_seq'::regclass);


--
-- Name: notice id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);


--
-- Name: occurrence id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence ALTER COLUMN id SET DEFAULT nextval('public.occurrence_id_seq'::regclass);


--
-- Name: outbox id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);


--
-- Name: party id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party ALTER COLUMN id SET DEFAULT nextval('public.party_id_seq'::regclass);


--
-- Name: person id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);


--
-- Name: policy roadmap_id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy ALTER COLUMN roadmap_id SET DEFAULT nextval('public.policy_roadmap_id_seq'::regclass);


--
-- Name: problem id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem ALTER COLUMN id SET DEFAULT nextval('public.problem_id_seq'::regclass);


--
-- Name: recommendation id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation ALTER COLUMN id SET DEFAULT nextval('public.recommendation_id_seq'::regclass);


--
-- Name: review id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review ALTER COLUMN id SET DEFAULT nextval('public.review_id_seq'::regclass);


--
-- Name: roadmap id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap ALTER COLUMN id SET DEFAULT nextval('public.roadmap_id_seq'::regclass);


--
-- Name: round id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round ALTER COLUMN id SET DEFAULT nextval('public.round_id_seq'::regclass);


--
-- Name: round_answer id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer ALTER COLUMN id SET DEFAULT nextval('public.round_answer_id_seq'::regclass);


--
-- Name: round_letter id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter ALTER COLUMN id SET DEFAULT nextval('public.round_letter_id_seq'::regclass);


--
-- Name: round_participant id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant ALTER COLUMN id SET DEFAULT nextval('public.round_participant_id_seq'::regclass);


--
-- Name: round_proof id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof ALTER COLUMN id SET DEFAULT nextval('public.round_proof_id_seq'::regclass);


--
-- Name: round_submission id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission ALTER COLUMN id SET DEFAULT nextval('public.round_submission_id_seq'::regclass);


--
-- Name: saved_view id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view ALTER COLUMN id SET DEFAULT nextval('public.saved_view_id_seq'::regclass);


--
-- Name: sending_pause id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sending_pause ALTER COLUMN id SET DEFAULT nextval('public.sending_pause_id_seq'::regclass);


--
-- Name: task id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task ALTER COLUMN id SET DEFAULT nextval('public.task_id_seq'::regclass);


--
-- Name: tick_slot id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tick_slot ALTER COLUMN id SET DEFAULT nextval('public.tick_slot_id_seq'::regclass);


--
-- Name: webhook id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook ALTER COLUMN id SET DEFAULT nextval('public.webhook_id_seq'::regclass);


--
-- Data for Name: access_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.access_link VALUES (3, '238463ce96e41e035f06c55b1f88a8838b89ab56a72e3508ebb57ff4fc4be8ab', 2, 'desk', 'digest:2:2026-04-06', '2026-04-06 04:00:00+00', '2026-08-29 00:00:00+00', NULL);
INSERT INTO public.access_link VALUES (4, '5e53d797da414c9c139dc203619bcb5cb13c3323e5d41c54211db68ce4c7e51c', 2, 'unsubscribe', 'digest:2:2026-04-06', '2026-04-06 04:00:00+00', '2026-08-29 00:00:00+00', NULL);


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account VALUES (1, 'chief@example.org', '', NULL, NULL, '2026-11-30 13:12:29.824689+00', NULL);


--
-- Data for Name: account_grant; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account_link VALUES ('0d223adf645f1c5a671f36b04f390779dff990d3a4e87aff55c52333d95f945c', 1, 'password_reset', '2026-11-30 13:12:30.94539+00', '2026-12-01 13:12:30.94539+00', NULL);
INSERT INTO public.account_link VALUES ('503719b3aff357e78423c270c08f78b63aecb77bd160567208f7352d62113ad0', 1, 'invitation', '2026-11-30 13:12:29.824689+00', '2026-12-01 13:12:29.824689+00', '2026-11-30 13:12:30.94539+00');


--
-- Data for Name: account_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agenda_queue; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.agenda_queue VALUES ('2026-04-20 04:00:00+00', 3);
INSERT INTO public.agenda_queue VALUES ('2026-04-21 04:00:00+00', 4);
INSERT INTO public.agenda_queue VALUES ('2026-09-17 04:00:00+00', 6);
INSERT INTO public.agenda_queue VALUES ('2026-12-01 04:00:00+00', 1);
INSERT INTO public.agenda_queue VALUES ('2026-12-01 19:00:00+00', 10);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0015');


--
-- Data for Name: api_answer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token VALUES (1, '1e84a2ca947e11848f977f8decec2b087373a6bb58ca7409b536ec250efe4d74', 1, 'выгрузка в учёт', '["see", "coordinate"]', '2026-11-30 13:12:30.3059+00', '2027-02-28 13:12:30.3059+00', NULL, '2026-11-30 13:12:30.666246+00');


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit VALUES (1, '2026-03-02 04:00:00+00', 'command', 'imported', 'roadmap:1', '{"file": {"~": "3920564216378aaeceebe1b0613234eeea8d136394a459c5a1f7ef86807dbdb5"}, "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '05fe0b7d33ed33c2e4ddd614641caa2a57525c7925be6630c1a84ce4dfedc27f');
INSERT INTO public.audit VALUES (2, '2026-03-02 04:00:00+00', 'command', 'approved', 'roadmap:1', '{"tasks": 5, "occurrences": 5, "held": 1}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '85e45f5ce70bd109748c3f04dfb7376989de5fb22aae38e145841dfa890002e4');
INSERT INTO public.audit VALUES (3, '2026-03-02 04:00:00+00', 'command', 'contact set', 'party:3', '{"person": 1}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"speaks": false}', '{"speaks": true}', '668c18ae52a44bf37a2be515b16acc5a94fb24101ce28cb6fdbe8eaf222acc68');
INSERT INTO public.audit VALUES (4, '2026-03-02 04:00:00+00', 'command', 'contact set', 'party:1', '{"person": 2}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"speaks": false}', '{"speaks": true}', '5064c96225924322a19c242afefc6da126c9ef75a7e6eb19b4995e2965bca5bf');
INSERT INTO public.audit VALUES (5, '2026-03-02 04:00:00+00', 'command', 'contact set', 'party:2', '{"person": 3}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"speaks": false}', '{"speaks": true}', 'e2021e33761260200ed45dc9b4001136525a82d62d5c118d1b908e0bf4a6bdfb');
INSERT INTO public.audit VALUES (6, '2026-04-06 04:00:00+00', 'clock', 'window opened', 'occurrence:2', '{"planned_on": "2026-01-01"}', NULL, NULL, NULL, '097c14e66b1f9011c7baa9d49c863eede1c8ae513f68c3a0538ab204febbf6fd');
INSERT INTO public.audit VALUES (7, '2026-04-06 04:00:00+00', 'clock', 'window closed', 'occurrence:2', '{"planned_on": "2026-02-28"}', NULL, NULL, NULL, '823a9e353ddb2d5a2a4aaaddc8ca559fd0c1edaaa9fe19b06f2796a3ac5bc269');
INSERT INTO public.audit VALUES (8, '2026-04-06 04:00:00+00', 'clock', 'window opened', 'occurrence:3', '{"planned_on": "2026-04-06"}', NULL, NULL, NULL, '830c918bbdbcfa1c76700b0dead2c75bf1320e73cde31c128eebbfe2202b0640');
INSERT INTO public.audit VALUES (9, '2026-04-06 04:00:00+00', 'clock', 'window opened', 'occurrence:4', '{"planned_on": "2026-04-01"}', NULL, NULL, NULL, 'efffe6b58037b52d0a9fb399a591288ceef97a3f1f3cba4c19bc04e9c6563145');
INSERT INTO public.audit VALUES (10, '2026-04-06 04:00:00+00', 'command', 'term settled', 'task:5', '{"phrase": {"~": "e062d6fdafe5bd655395a254c13babc091c559bdb9e34755078e4acdae539d8f"}, "meaning": {"~": "dabc9e0a5c664ed05fa1418c2f140fdc6dc2b3d85dffb1a645ead104241fd545"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '976e08ff0d88e3208e0ce856506b96902dd9192df50b69234fab3cd899c49855');
INSERT INTO public.audit VALUES (11, '2026-04-16 04:00:00+00', 'command', 'submitted', 'occurrence:3', '{"version": 1, "kind": "link", "sha256": null, "files": [], "urls": [{"~": "8499ebdecc675e8d648ba93d739ab6d159a3b890344d89eb0e29f98b8c1da648"}]}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"submitted_at": null}', '{"submitted_at": "2026-04-16T04:00:00.000000Z"}', '7ca498b24a959c05cb9a0b2499ef12527b74b1f91cd9b63b1bf37252f04df4b8');
INSERT INTO public.audit VALUES (12, '2026-04-17 04:00:00+00', 'command', 'returned', 'occurrence:3', '{"reason": {"~": "97b6934f6122ba6bca32843bb491c25608213ac900990a1546fdbf9b6c2355c1"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"returned_at": null}', '{"returned_at": "2026-04-17T04:00:00.000000Z"}', '62acf376bab62aa2fa021b3951a78a93d6cb8f81b8070415c456ec0ffc4a9f28');
INSERT INTO public.audit VALUES (13, '2026-04-18 04:00:00+00', 'command', 'submitted', 'occurrence:3', '{"version": 2, "kind": "file", "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72", "files": ["83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"], "urls": []}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"submitted_at": "2026-04-16T04:00:00.000000Z", "returned_at": "2026-04-17T04:00:00.000000Z"}', '{"submitted_at": "2026-04-18T04:00:00.000000Z", "returned_at": null}', 'f10988b40744e2292452654428435a925471cc777412b99020296a929160a0f0');
INSERT INTO public.audit VALUES (14, '2026-04-20 04:00:00+00', 'command', 'accepted', 'occurrence:3', '{"reason": null}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"accepted_at": null}', '{"accepted_at": "2026-04-20T04:00:00.000000Z"}', '26369caaf483ffc2d5dff53a782926b28276597197f60c89725a304ca5afcd99');
INSERT INTO public.audit VALUES (15, '2026-04-20 04:00:00+00', 'command', 'extended', 'occurrence:4', '{"from": "2026-06-30", "to": "2026-07-15", "reason": {"~": "de8bdbf0e0df553ffa0d915c953eea14e98b0999e9a90c9ca8fd946dd5e083cf"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"due_on": "2026-06-30"}', '{"due_on": "2026-07-15"}', 'f42fcc2a62af7839c86ac97655c604f2c3709638c0fe6e0ceaba8f0020e5b265');
INSERT INTO public.audit VALUES (16, '2026-04-20 04:00:00+00', 'command', 'extension asked', 'occurrence:4', '{"request": 1, "to": "2026-07-20", "reason": {"~": "1a94222823e72e6a8912584dccd9f180f28b92ad4311580beb5ec5b1c1e2e4a3"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"granted": null}', '{"granted": null}', '5a0a420561975c5887592203d5bdd75957f51ba50edb947eb5641238fe367e8c');
INSERT INTO public.audit VALUES (17, '2026-04-20 04:00:00+00', 'command', 'extension refused', 'occurrence:4', '{"request": 1, "to": "2026-07-20", "answer": {"~": "3e1ad97de0b74bc6300f00b90d50c9b7202a83e6c2b13cf4d0aa0bc6bb28dcf9"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"granted": null}', '{"granted": false}', 'c8d751c6bf87c9a3667b84c2e5da7dac6ade5e2fbc610c4ed2e2269eef87b24d');
INSERT INTO public.audit VALUES (18, '2026-04-20 04:00:00+00', 'command', 'resumed', 'occurrence:2', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"watched_from_on": "2026-03-02", "held": true}', '{"watched_from_on": "2026-04-20", "held": false}', '7d06abdc6fade493e5710b7615f8d7ad27873831234aa70033a3db5dafd4859a');
INSERT INTO public.audit VALUES (19, '2026-04-20 04:00:00+00', 'command', 'cancelled', 'occurrence:5', '{"reason": {"~": "82b63198dc4aacbca20aed76837c618665939b81efb9b6ee59c0c759e0063921"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"cancelled_at": null}', '{"cancelled_at": "2026-04-20T04:00:00.000000Z"}', '04e67d4472d202314154dcb08298d20322f6b1e9f846fd38f8c965227b241ffa');
INSERT INTO public.audit VALUES (20, '2026-04-20 04:00:00+00', 'command', 'coordinator set', 'person:4', '{"roadmap": 0}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '2ffbee0d22b7b34764ebe47ded52a69215f3644fd92c190ecfca2dd04f9a6025');
INSERT INTO public.audit VALUES (21, '2026-04-20 04:00:00+00', 'command', 'webhook added', 'webhook:1', '{"kinds": ["submitted", "accepted"]}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, 'cc397b8e608a67fca15758c19302fa637adb0d47532687f2177258aca9e0f56d');
INSERT INTO public.audit VALUES (22, '2026-04-20 04:00:00+00', 'command', 'reassigned', 'task:5', '{"former": {"~": "bc75d1b4b562aced386f31d426341b37b703824af33df01731543796aba5b84b"}, "present": {"~": "22517ebfc7814afb9281eba854b75b5b0605f07560af197e1a71905f31302dad"}, "roles": ["responsible"]}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"party": 3}', '{"party": 1}', '336e04742ec96a7ecb12eaf307aa2b0d4c3b5130ccfd715dc7c95bfc02dfc106');
INSERT INTO public.audit VALUES (23, '2026-04-20 04:00:00+00', 'command', 'contact moved', 'party:1', '{"person": 3, "former": {"~": "e4e14c3a6964f1f66347e5bd6aa4c66f784a5202cf856475ae9482c2137e6a90"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '43e87af87e9ee2af2cb52d520415fc88f826ff93479f0fb0cab260650ebb0d5b');
INSERT INTO public.audit VALUES (24, '2026-04-20 04:00:00+00', 'command', 'contact removed', 'party:1', '{"person": 3}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"speaks": true}', '{"speaks": false}', '4abd72a0a8a537d28e5215c9a00ee7cabb565f24d5ef3a7712a406d3aa133ba0');
INSERT INTO public.audit VALUES (25, '2026-04-20 04:00:00+00', 'command', 'coordinator removed', 'person:4', '{"roadmaps": [0]}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '66d1989789de2b0cbfe7c37b224cc093bfc8b842ba7e61a4dea1a9360453e778');
INSERT INTO public.audit VALUES (26, '2026-04-20 04:00:00+00', 'command', 'person forgotten', 'person:1', '{"records": 5, "digests": []}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '341073a5aca4fe6b10383e7c8cfbb6b6a9aeaea182a97076723a3ab72ac97318');
INSERT INTO public.audit VALUES (27, '2026-11-30 13:12:00.793832+00', 'command', 'calendar added', 'person:2', '{"mark": "d9b2b2c366ca"}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '23018b376f1e0ca0543ea475927e667b2c6989bb9489082e639059e86b7e7a95');
INSERT INTO public.audit VALUES (28, '2026-04-20 04:00:00+00', 'command', 'webhook removed', 'webhook:1', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '29717b7a3cc03b1d8bf9e05db5e94061ef43386067e11233263b5acdcb2c0b3c');
INSERT INTO public.audit VALUES (29, '2026-04-20 04:00:00+00', 'command', 'indicators stored', 'indicator_set:1', '{"name": {"~": "d8650322bd61abf1d98ba12c41dfd0e93cf248de7d09211577367342f426be10"}, "version": 1}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '5167e782038e0889fb66a9a79f0affdc03bc1b7f76f41718b31f9cdfb35488b2');
INSERT INTO public.audit VALUES (30, '2026-04-20 04:00:00+00', 'command', 'recommendations stored', 'recommendations:Школьные музеи', '{"name": {"~": "33f9183db03a5ee60783a1387128efbce83f47e20be3985b789a2bf2b6e1d8c8"}, "removed": []}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"texts": 0}', '{"texts": 3}', '6786dd09661d096fcd72359b516b6c03f117ad22302698949bb437ba2366bdbc');
INSERT INTO public.audit VALUES (31, '2026-04-20 04:00:00+00', 'command', 'round planned', 'round:1', '{"key": {"~": "bfbe8514d25edf003bd76ae830ff1773c773776060eb4db220f9959035632d7d"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '61e000effbb94a691c2c9df1bb5ed0add38aa92308c0f9ef156e26ff947b66fb');
INSERT INTO public.audit VALUES (32, '2026-04-20 04:00:00+00', 'command', 'participants set', 'round:1', '{"participants": 3}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, 'f521850a418b4fa5bec713af5c5be6782f1294dad663f61857faf1d9156ee25c');
INSERT INTO public.audit VALUES (33, '2026-04-20 04:00:00+00', 'command', 'questions chosen', 'round:1', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"set": null}', '{"set": 1}', 'bb8c8d8aa112e07d3986b3a369c4532efe09dff8211ce3001c16083fa12b8b74');
INSERT INTO public.audit VALUES (34, '2026-04-20 04:00:00+00', 'command', 'round moved', 'round:1', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"opens_on": "2026-05-15", "due_on": "2026-05-29"}', '{"opens_on": "2026-05-15", "due_on": "2026-06-05"}', '8c9a200c78604c9227cc277a51ffe676a86761a3485b47667d3bc932c889e7bc');
INSERT INTO public.audit VALUES (35, '2026-05-12 04:00:00+00', 'command', 'round opened', 'round:1', '{"participants": 3}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '2c1941afb154995e7ac0475fd8091f98db5184943d54d4a87180a5ecf5bc462c');
INSERT INTO public.audit VALUES (36, '2026-05-20 04:00:00+00', 'command', 'extended', 'occurrence:8', '{"from": "2026-06-05", "to": "2026-06-10", "reason": {"~": "762f642c8717caf326e3376d06c2b9bde7cf5e0f15f6aa22d9d3ccec0ea62d2b"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"due_on": "2026-06-05"}', '{"due_on": "2026-06-10"}', 'ecc1f6ca86af8b01d2ba5f46953c077364bd7c2a04c7df13859c68c069c5e7eb');
INSERT INTO public.audit VALUES (37, '2026-06-11 04:00:00+00', 'command', 'round closed', 'round:1', '{"submitted": 0, "accepted": 0}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '3e604fc32ec081ec65d738dee5a0ae63c2d24a68f45d756e5781f52f608cc3b4');
INSERT INTO public.audit VALUES (38, '2026-06-11 04:00:00+00', 'command', 'extended', 'occurrence:7', '{"from": "2026-06-05", "to": "2026-06-20", "reason": {"~": "35566f2cb0d742abbd176524679c48b97921234b67ca1096479efa22352a63b5"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"due_on": "2026-06-05"}', '{"due_on": "2026-06-20"}', '1120d5085f4217846f0ce8611fb56ca5ad12a9ad7a20becf9e9bd56cb68c49f1');
INSERT INTO public.audit VALUES (39, '2026-06-11 04:00:00+00', 'command', 'participant reopened', 'round:1', '{"participant": 1, "until": {"~": "17da510198bd2ca1d2f60bbf2e60789d7a14299235d1532beca0667b095c3289"}, "reason": {"~": "0cc1546c1d66c3952f8d11a22a373d6db45adc4139a64d990478efb98a55e404"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, 'c87b68910e24dbf3ba315553cc5e8ab062440849e6a00c6461f2e898d5dc58b1');
INSERT INTO public.audit VALUES (40, '2026-06-25 04:00:00+00', 'command', 'letters drafted', 'round:1', '{"letters": 3}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '993a17dc42b64190e36b8657a6de192673be6cc2b3fa00def0cfbb9e6e4ac9fb');
INSERT INTO public.audit VALUES (41, '2026-06-25 04:00:00+00', 'command', 'letter edited', 'round:1', '{"letter": 1, "revision": 2}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '0dbcf8479559eeedb76c3146fbb3a81b7c49969a0d7b8665a7273a8581335a35');
INSERT INTO public.audit VALUES (42, '2026-06-25 04:00:00+00', 'command', 'approved', 'roadmap:3', '{"tasks": 1, "occurrences": 1, "held": 0}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, 'a06a66c5c7819a08bac86526b182d20b151be38d3766779da97f34f5d9341ac3');
INSERT INTO public.audit VALUES (43, '2026-06-25 04:00:00+00', 'command', 'letter approved', 'round:1', '{"letter": 1, "roadmap": 3, "number": "1/1"}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '050b7037e60dbdac122b46a5834d8d8e6496631891c3599c0ed20348cc46109c');
INSERT INTO public.audit VALUES (44, '2026-06-25 04:00:00+00', 'command', 'cancelled', 'occurrence:7', '{"reason": {"~": "faccd09c5bf6dc4cac7d863070a72fa0e8867de84a8cd33ad3e8a5b2c7b24eea"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"cancelled_at": null}', '{"cancelled_at": "2026-06-25T04:00:00.000000Z"}', '7e6978b7f3fee932c912a4f62abf9ee2e0aed6c982397de2ae7f39db2cabca96');
INSERT INTO public.audit VALUES (45, '2026-06-25 04:00:00+00', 'command', 'cancelled', 'occurrence:8', '{"reason": {"~": "444d19e84fa055d48d93e2691c259551366c6642493023ef0a4bd415ec282b99"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"cancelled_at": null}', '{"cancelled_at": "2026-06-25T04:00:00.000000Z"}', 'bd0ddad2ffab26c90907899b4e7b7e57388cca5d1831f511174a4e95fb6b1541');
INSERT INTO public.audit VALUES (46, '2026-06-25 04:00:00+00', 'command', 'cancelled', 'occurrence:9', '{"reason": {"~": "8bbbafaf4954f1525070981df44f4e0d8808f8264a3383f05f2523dd8a20ddff"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', '{"cancelled_at": null}', '{"cancelled_at": "2026-06-25T04:00:00.000000Z"}', 'afb259f74fd359f3ed852f210610e3b83596ebd27c1955dc9ff975c0fb84d836');
INSERT INTO public.audit VALUES (47, '2026-06-25 04:00:00+00', 'command', 'round cancelled', 'round:1', '{"reason": {"~": "8be2c88ff3ba2853945114fd4799bb4a38e012c1d921a4ec6107dc42bbf6c990"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '12756ba3e093f5a99dd6fa099168bb0fe472f51d40a07fd77f07e25851c9133d');
INSERT INTO public.audit VALUES (48, '2026-11-30 13:12:29.824689+00', 'command', 'account made', 'account:1', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '033b45e97743225e0385901b2334ad510a580cef8d13ac4d21bf48c0e7b702f6');
INSERT INTO public.audit VALUES (49, '2026-11-30 13:12:29.824689+00', 'command', 'role granted', 'account:1', '{"role": {"~": "7bdfdd390444b17a121e692879752de94cc3b3c005042a8c85f2c7ef39b22d2f"}, "party": null, "roadmap": null}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '3ffdc69d24fdf066da2eff43cfda92eb0747cc7385f684ef2971df5754e287aa');
INSERT INTO public.audit VALUES (50, '2026-11-30 13:12:29.824689+00', 'command', 'password link issued', 'account:1', '{"purpose": {"~": "43a9ff74dde3d946201c9fa3618c01bc3629c654e53002018ef3b00c16351d9d"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '0ec8c0a3375a1c03b14ca1aa7f4e1fbd27a3b4a06f056a63986102fc630e0cf9');
INSERT INTO public.audit VALUES (51, '2026-11-30 13:12:30.3059+00', 'command', 'token made', 'account:1', '{"number": 1, "kinds": ["see", "coordinate"]}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, 'bb0fb9c42fc16cbac856e064c17338baacd2db246467478e22892703ca683568');
INSERT INTO public.audit VALUES (52, '2026-11-30 13:12:30.666246+00', 'command', 'token revoked', 'account:1', '{"number": 1}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '1e577acd3707fecc3319b12ed5221f67042df6df88c85e7b3522d67dd9fc8425');
INSERT INTO public.audit VALUES (53, '2026-11-30 13:12:30.94539+00', 'command', 'password link issued', 'account:1', '{"purpose": {"~": "9fbc83f024169292f79ccc1244f155863ffe6ab7abd0dc8d12d16412cc5a7470"}}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '7bbe9ac101b0575fbeb14d48ecb621c69d7c9f762aa962affc4085c31ed6b2f2');
INSERT INTO public.audit VALUES (54, '2026-11-30 13:12:31.169827+00', 'command', 'account disabled', 'account:1', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '7a71c64fe4cb398428cba47e3f3f06f1411ce820955d7d3b2e3c74b96237bf25');
INSERT INTO public.audit VALUES (55, '2026-11-30 13:12:31.479233+00', 'command', 'account enabled', 'account:1', '{}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, '9d7b6f9811c44ef1e635aad8e9c1cc84e5678945d93f60706c30a10fc6067c4e');
INSERT INTO public.audit VALUES (56, '2026-11-30 13:12:31.669752+00', 'command', 'role revoked', 'account:1', '{"role": {"~": "45f076d6a7924d4ed992fb7777ccbd0c08e52c2b5e735ca176c59ec61bc90f27"}, "party": null, "roadmap": null}', '03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', NULL, NULL, 'fad05981988fa283c11ba53919d4c5509161f5b6941870678a372db72ef755ee');


--
-- Data for Name: audit_head; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_head VALUES (1, 56, 'fad05981988fa283c11ba53919d4c5509161f5b6941870678a372db72ef755ee', '2026-11-30 13:12:31.669752+00');


--
-- Data for Name: audit_text; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_text VALUES ('03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee', 'f7004cbe4537843431fd8cd9ef3aede4', 'account', 'root', NULL);
INSERT INTO public.audit_text VALUES ('0cc1546c1d66c3952f8d11a22a373d6db45adc4139a64d990478efb98a55e404', 'e264186ba667f0718aabe344437121b3', 'text', 'Не успели', NULL);
INSERT INTO public.audit_text VALUES ('17da510198bd2ca1d2f60bbf2e60789d7a14299235d1532beca0667b095c3289', '6a003c4cb96513546137ef29febd7a1f', 'text', '2026-06-20', NULL);
INSERT INTO public.audit_text VALUES ('1a94222823e72e6a8912584dccd9f180f28b92ad4311580beb5ec5b1c1e2e4a3', 'd7f5353e4055330ca1a35dee52ef5037', 'text', 'Ждём экспонаты', NULL);
INSERT INTO public.audit_text VALUES ('22517ebfc7814afb9281eba854b75b5b0605f07560af197e1a71905f31302dad', 'dd44c71a9e77aba2fb1efe6db55d35b6', 'text', 'МКУ «Архив»', NULL);
INSERT INTO public.audit_text VALUES ('33f9183db03a5ee60783a1387128efbce83f47e20be3985b789a2bf2b6e1d8c8', '8ae2f653346e19248594b7776d68c639', 'text', 'Школьные музеи', NULL);
INSERT INTO public.audit_text VALUES ('35566f2cb0d742abbd176524679c48b97921234b67ca1096479efa22352a63b5', 'f59cd36384868f4ec9e2fc86210b3dad', 'text', 'Не успели', NULL);
INSERT INTO public.audit_text VALUES ('3920564216378aaeceebe1b0613234eeea8d136394a459c5a1f7ef86807dbdb5', '3b9555f347be7e419fac0d881d10794c', 'text', 'order.txt', NULL);
INSERT INTO public.audit_text VALUES ('3e1ad97de0b74bc6300f00b90d50c9b7202a83e6c2b13cf4d0aa0bc6bb28dcf9', '22cd2d7d46ecf1a6b91d875d92fc1683', 'text', 'К началу выставки', NULL);
INSERT INTO public.audit_text VALUES ('43a9ff74dde3d946201c9fa3618c01bc3629c654e53002018ef3b00c16351d9d', '5dbd5b4851ce59a56da444e2ee059a53', 'text', 'invitation', NULL);
INSERT INTO public.audit_text VALUES ('444d19e84fa055d48d93e2691c259551366c6642493023ef0a4bd415ec282b99', '7cd508ec1d07c2e87f8cf23f2d16ebec', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('45f076d6a7924d4ed992fb7777ccbd0c08e52c2b5e735ca176c59ec61bc90f27', '05001d4c6d3f12a0c7e566077d2e37ca', 'text', 'coordinator', NULL);
INSERT INTO public.audit_text VALUES ('762f642c8717caf326e3376d06c2b9bde7cf5e0f15f6aa22d9d3ccec0ea62d2b', 'f8975d5c2c33dba2631053550bfa70f8', 'text', 'Письмо № 9', NULL);
INSERT INTO public.audit_text VALUES ('7bdfdd390444b17a121e692879752de94cc3b3c005042a8c85f2c7ef39b22d2f', '8fdf482d39d59bbf9b80301ca4aa0fef', 'text', 'coordinator', NULL);
INSERT INTO public.audit_text VALUES ('82b63198dc4aacbca20aed76837c618665939b81efb9b6ee59c0c759e0063921', 'e830864c59cb839a855622caf0821d2d', 'text', 'Перенесено на 2027 год', NULL);
INSERT INTO public.audit_text VALUES ('8499ebdecc675e8d648ba93d739ab6d159a3b890344d89eb0e29f98b8c1da648', 'd5cecc2263a9b989df8bf6cb738efbbb', 'text', 'https://example.org/seminar', NULL);
INSERT INTO public.audit_text VALUES ('8bbbafaf4954f1525070981df44f4e0d8808f8264a3383f05f2523dd8a20ddff', '8d0070dd15f68fd849fa177573697247', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('8be2c88ff3ba2853945114fd4799bb4a38e012c1d921a4ec6107dc42bbf6c990', '86720bcc010253406e13dc965e0efaeb', 'text', 'Проводим заново', NULL);
INSERT INTO public.audit_text VALUES ('97b6934f6122ba6bca32843bb491c25608213ac900990a1546fdbf9b6c2355c1', '840472ebe02cd372e5d5c15e17e8b073', 'text', 'нет списка участников', NULL);
INSERT INTO public.audit_text VALUES ('9fbc83f024169292f79ccc1244f155863ffe6ab7abd0dc8d12d16412cc5a7470', 'f6f217217559b280817122344fddb5c3', 'text', 'password_reset', NULL);
INSERT INTO public.audit_text VALUES ('bc75d1b4b562aced386f31d426341b37b703824af33df01731543796aba5b84b', '4721ce9d4f48dddcb902a1310f07cabd', 'text', 'МБУ «Методцентр»', NULL);
INSERT INTO public.audit_text VALUES ('bfbe8514d25edf003bd76ae830ff1773c773776060eb4db220f9959035632d7d', '5ae87c2677b099035174024a40d17349', 'text', 'manual:2026-05-15:2026-05-29:4a91501fa4c54325', NULL);
INSERT INTO public.audit_text VALUES ('d8650322bd61abf1d98ba12c41dfd0e93cf248de7d09211577367342f426be10', 'a121d1e769c3de448874c5d1644d8e7a', 'text', 'Школьные музеи', NULL);
INSERT INTO public.audit_text VALUES ('dabc9e0a5c664ed05fa1418c2f140fdc6dc2b3d85dffb1a645ead104241fd545', '1a801ca1acc48a27c99e6ee74ba19a2a', 'text', 'до 1 октября 2026 года', NULL);
INSERT INTO public.audit_text VALUES ('de8bdbf0e0df553ffa0d915c953eea14e98b0999e9a90c9ca8fd946dd5e083cf', '5451339f2478a64ed2cb392fbee9e733', 'text', 'Письмо исполнителя № 5', NULL);
INSERT INTO public.audit_text VALUES ('e062d6fdafe5bd655395a254c13babc091c559bdb9e34755078e4acdae539d8f', '1a10e6a63fdf62f6659624d3e545fe1e', 'text', 'до 1 октября', NULL);
INSERT INTO public.audit_text VALUES ('e4e14c3a6964f1f66347e5bd6aa4c66f784a5202cf856475ae9482c2137e6a90', 'fdc5010dab5931cd52cca4e1ef5c1118', 'text', 'заместитель начальника управления Орлова М.Н.', NULL);
INSERT INTO public.audit_text VALUES ('faccd09c5bf6dc4cac7d863070a72fa0e8867de84a8cd33ad3e8a5b2c7b24eea', 'a1f82244981db67d66228d866dd0a4df', 'text', 'Проводим заново', NULL);


--
-- Data for Name: calendar_feed; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.calendar_feed VALUES ('d9b2b2c366ca89d1a23bd708701e7bd5f0025bbded4b1abb2e99b1677fcb55e1', 'person:2', '2026-11-30 13:12:00.793832+00', NULL);


--
-- Data for Name: coordinator; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: digest_subscription; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.digest_subscription VALUES (3, 'controller', '2026-04-13 04:00:00+00');


--
-- Data for Name: disclaimer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: evidence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evidence VALUES (1, 3, 1, 'Программа и список', '2026-04-16 04:00:00+00', 'command:root', false, NULL, NULL, '[]', NULL);
INSERT INTO public.evidence VALUES (2, 3, 2, NULL, '2026-04-18 04:00:00+00', 'command:root', false, NULL, NULL, '[]', NULL);


--
-- Data for Name: evidence_item; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evidence_item VALUES (1, 1, 1, 'link', NULL, NULL, NULL, NULL, NULL, 'https://example.org/seminar', 1);
INSERT INTO public.evidence_item VALUES (2, 2, 1, 'file', 'order.txt', '83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72', 1613, 'text/plain', NULL, NULL, NULL);


--
-- Data for Name: evidence_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evidence_link VALUES (1, 'https://example.org/seminar', '6f7e454a652041c841c00802a813b34078cb0633d901927eb0fbd250b4833120', 'waiting', '2026-04-16 04:00:00+00', 0, 0, NULL, NULL, '2026-04-16 04:00:00+00');


--
-- Data for Name: extension; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.extension VALUES (1, 4, '2026-06-30', '2026-07-15', 'Письмо исполнителя № 5', '2026-04-20 04:00:00+00', 'command:root');
INSERT INTO public.extension VALUES (2, 8, '2026-06-05', '2026-06-10', 'Письмо № 9', '2026-05-20 04:00:00+00', 'command:root');
INSERT INTO public.extension VALUES (3, 7, '2026-06-05', '2026-06-20', 'Не успели', '2026-06-11 04:00:00+00', 'command:root');


--
-- Data for Name: extension_request; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.extension_request VALUES (1, 4, '2026-07-20', 'Ждём экспонаты', '2026-04-20 04:00:00+00', 'command:root', false, 'К началу выставки', '2026-04-20 04:00:00+00', 'command:root');


--
-- Data for Name: indicator_set; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.indicator_set VALUES (1, 'Школьные музеи', 1, '{"name": "\u0428\u043a\u043e\u043b\u044c\u043d\u044b\u0435 \u043c\u0443\u0437\u0435\u0438", "version": 1, "criteria": [{"code": "1", "title": "\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435", "weight": "1"}], "indicators": [{"code": "1.1", "title": "\u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f", "criterion": "1", "kind": "yes_no", "weight": "1", "scoring": {"kind": "yes", "worst": "0", "best": "100", "steps": [], "choices": {}}, "unit": "", "choices": [], "needs_evidence": true, "is_required": true, "hint": "", "targets": []}, {"code": "1.2", "title": "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438", "criterion": "1", "kind": "yes_no", "weight": "1", "scoring": {"kind": "yes", "worst": "0", "best": "100", "steps": [], "choices": {}}, "unit": "", "choices": [], "needs_evidence": true, "is_required": true, "hint": "", "targets": []}], "levels": [{"code": "low", "name": "\u043d\u0438\u0437\u043a\u0438\u0439", "from": "0"}, {"code": "below_average", "name": "\u043d\u0438\u0436\u0435 \u0441\u0440\u0435\u0434\u043d\u0435\u0433\u043e", "from": "1/5"}, {"code": "average", "name": "\u0441\u0440\u0435\u0434\u043d\u0438\u0439", "from": "2/5"}, {"code": "above_average", "name": "\u0432\u044b\u0448\u0435 \u0441\u0440\u0435\u0434\u043d\u0435\u0433\u043e", "from": "3/5"}, {"code": "high", "name": "\u0432\u044b\u0441\u043e\u043a\u0438\u0439", "from": "4/5"}]}', 'letter.txt', '2026-04-20 04:00:00+00', 'command:root');


--
-- Data for Name: link_check; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: membership; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.membership VALUES (1, 2, '2026-03-02 04:00:00+00');
INSERT INTO public.membership VALUES (5, 6, '2026-04-20 04:00:00+00');
INSERT INTO public.membership VALUES (6, 5, '2026-04-20 04:00:00+00');


--
-- Data for Name: notice; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notice VALUES (1, 'opened:3:1:2026-04-06', 'opened', 3, 1, '2026-04-06', '2026-04-17', 0, false, 'mailed', 1, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (2, 'opened:3:2:2026-04-06', 'opened', 3, 2, '2026-04-06', '2026-04-17', 0, false, 'mailed', 2, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (3, 'opened:4:2:2026-04-01', 'opened', 4, 2, '2026-04-01', '2026-06-30', 0, true, 'mailed', 2, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (4, 'reminder:3:2:2026-04-03', 'reminder', 3, 2, '2026-04-03', NULL, -14, true, 'missed', NULL, '2026-04-06 04:00:00+00');
INSERT INTO public.notice VALUES (5, 'reminder:3:1:2026-04-03', 'reminder', 3, 1, '2026-04-03', NULL, -14, true, 'missed', NULL, '2026-04-06 04:00:00+00');


--
-- Data for Name: occurrence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.occurrence VALUES (1, 1, 0, NULL, '2026-12-15', '2026-12-15', '2026-03-02', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (2, 2, 0, '2026-01-01', '2026-02-28', '2026-02-28', '2026-04-20', false, '2026-04-06 04:00:00+00', '2026-04-06 04:00:00+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (3, 3, 0, '2026-04-06', '2026-04-17', '2026-04-17', '2026-03-02', false, '2026-04-06 04:00:00+00', NULL, '2026-04-18 04:00:00+00', NULL, '2026-04-20 04:00:00+00', NULL, NULL);
INSERT INTO public.occurrence VALUES (4, 4, 0, '2026-04-01', '2026-07-15', '2026-06-30', '2026-03-02', false, '2026-04-06 04:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (5, 4, 1, '2026-10-01', '2026-12-31', '2026-12-31', '2026-03-02', false, NULL, NULL, NULL, NULL, NULL, '2026-04-20 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (6, 5, 0, NULL, '2026-10-01', '2026-10-01', '2026-04-06', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.occurrence VALUES (7, 6, 0, '2026-05-15', '2026-06-20', '2026-06-05', '2026-05-15', false, NULL, NULL, NULL, NULL, NULL, '2026-06-25 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (8, 7, 0, '2026-05-15', '2026-06-10', '2026-06-05', '2026-05-15', false, NULL, NULL, NULL, NULL, NULL, '2026-06-25 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (9, 8, 0, '2026-05-15', '2026-06-05', '2026-06-05', '2026-05-15', false, NULL, NULL, NULL, NULL, NULL, '2026-06-25 04:00:00+00', NULL);
INSERT INTO public.occurrence VALUES (10, 9, 0, NULL, '2026-12-01', '2026-12-01', '2026-06-25', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: oidc_request; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox VALUES (1, 'opened:3:1:2026-04-06', 'mail', '<50466ab0324cbf328b8ff2ba299e938b21e772ba@localhost>', 1, 'forgotten-1@invalid', 'opened', 'Открылось: п. 2 Провести семинар для руководителей музеев — с 06.04.2026 по 17.04.2026 (пятница)', '2026-04-06', 'sent', 1, '2026-04-06 04:00:00+00', '2026-11-30 13:21:36.108038+00', NULL, NULL, NULL, '2026-04-06 04:00:00+00', NULL);
INSERT INTO public.outbox VALUES (2, 'digest:2:2026-04-06', 'mail', '<9ea72456849b4d77c6ec67b6eebecd99d4a8bb32@localhost>', 2, 'archive@example.org', 'opened', 'Открылось: 2 задачи на 06.04.2026', '2026-04-06', 'sent', 1, '2026-04-06 04:00:00+00', '2026-11-30 13:21:36.108038+00', NULL, NULL, NULL, '2026-04-06 04:00:00+00', NULL);


--
-- Data for Name: outbox_content; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: outbox_occurrence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox_occurrence VALUES (1, 3);
INSERT INTO public.outbox_occurrence VALUES (2, 3);
INSERT INTO public.outbox_occurrence VALUES (2, 4);


--
-- Data for Name: party; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.party VALUES (1, 'МКУ «Архив»', 'мку архив');
INSERT INTO public.party VALUES (2, 'заместитель начальника управления Орлова М.Н.', 'заместитель начальника управления орлова м.н');
INSERT INTO public.party VALUES (3, 'МБУ «Методцентр»', 'мбу методцентр');
INSERT INTO public.party VALUES (4, 'Отдел образования города Камень', 'отдел образования города камень');
INSERT INTO public.party VALUES (5, 'Управление образования Лесного района', 'управление образования лесного района');
INSERT INTO public.party VALUES (6, 'Управление образования Озёрного района', 'управление образования озерного района');


--
-- Data for Name: party_alias; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person VALUES (1, 'forgotten-1@invalid', 'забытый человек', NULL, '2026-03-02 04:00:00+00', false, NULL, '2026-04-20 04:00:00+00');
INSERT INTO public.person VALUES (2, 'archive@example.org', '', NULL, '2026-03-02 04:00:00+00', false, NULL, NULL);
INSERT INTO public.person VALUES (3, 'orlova@example.org', '', NULL, '2026-03-02 04:00:00+00', false, NULL, NULL);
INSERT INTO public.person VALUES (4, 'chief@example.org', '', NULL, '2026-04-20 04:00:00+00', false, NULL, NULL);
INSERT INTO public.person VALUES (5, 'ozero@example.org', 'Иванова И.И.', NULL, '2026-04-20 04:00:00+00', false, NULL, NULL);
INSERT INTO public.person VALUES (6, 'les@example.org', '', NULL, '2026-04-20 04:00:00+00', false, NULL, NULL);


--
-- Data for Name: policy; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.policy VALUES (2, '# Правила напоминаний открытого мониторинга: тем, кто ещё не сдал, к концу чаще; без эскалаций.
[responsible]
opening = [0]
due = [-7, -3, -2, -1, 0, 1]

[co_responsible]
opening = []
due = []

[controller]
opening = []
due = []

[returned]
after = [0, 2]

[sending]
controllers_weekly = "never"
', 'rounds', '2026-05-12 04:00:00+00', 'clock');


--
-- Data for Name: problem; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.problem VALUES (1, 1, 'undefined_abbreviation', 'Сокращение «МКУ» нигде не раскрыто.', '2', 13, 'МКУ', NULL);
INSERT INTO public.problem VALUES (2, 1, 'undefined_abbreviation', 'Сокращение «МБУ» нигде не раскрыто.', '1', 28, 'МБУ', NULL);


--
-- Data for Name: recommendation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.recommendation VALUES (1, 'Школьные музеи', '', '', 1, 'Изучить итоги мониторинга. Критерий 1. «Планирование» Показатель 1.1 План работы музея: - обновить план работы. Показатель 1.2 Страница музея в сети: - вести страницу', '', '2026-04-20 04:00:00+00', 'command:root');
INSERT INTO public.recommendation VALUES (2, 'Школьные музеи', '1.1', '', 2, 'обновить план работы', '', '2026-04-20 04:00:00+00', 'command:root');
INSERT INTO public.recommendation VALUES (3, 'Школьные музеи', '1.2', '', 3, 'вести страницу', '', '2026-04-20 04:00:00+00', 'command:root');


--
-- Data for Name: relay_pace; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: review; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.review VALUES (1, 3, 1, 'returned', 'нет списка участников', '2026-04-17 04:00:00+00', 'command:root', NULL, '[]');
INSERT INTO public.review VALUES (2, 3, 2, 'accepted', NULL, '2026-04-20 04:00:00+00', 'command:root', NULL, '[]');


--
-- Data for Name: roadmap; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.roadmap VALUES (1, 'План мероприятий («дорожная карта») развития школьных музеев на 2026 год', 'order_with_roadmap', 'Управление образования города березова', '12', '2026-02-27', 2026, 2026, 'Asia/Yekaterinburg', 'order.txt', '83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72', '155296decc1316388c38b31a9e71b8f2067609b52737c2772fe411c143e093e4', '{"document": {"file": "order.txt", "title": "\u041e\u0431 \u0443\u0442\u0432\u0435\u0440\u0436\u0434\u0435\u043d\u0438\u0438 \u043f\u043b\u0430\u043d\u0430 \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "annex_title": "\u041f\u043b\u0430\u043d \u043c\u0435\u0440\u043e\u043f\u0440\u0438\u044f\u0442\u0438\u0439 (\u00ab\u0434\u043e\u0440\u043e\u0436\u043d\u0430\u044f \u043a\u0430\u0440\u0442\u0430\u00bb) \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "kind": "order_with_roadmap", "issuer": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u0431\u0435\u0440\u0435\u0437\u043e\u0432\u0430", "number": "12", "date": "2026-02-27", "place": null, "period": [2026, 2026], "school_year": false, "controllers": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "signatory": "\u0418.\u041f. \u0421\u0435\u0440\u043e\u0432, \u041d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f", "addressee": null, "distribution": [], "amendments": {"documents": [], "anew": false, "dropped": []}, "abbreviations": {}, "organisations": [{"canonical": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "variants": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"]}, {"canonical": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "variants": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"]}, {"canonical": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.", "variants": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."]}]}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u0423\u0442\u0432\u0435\u0440\u0434\u0438\u0442\u044c \u043f\u0440\u0438\u043b\u0430\u0433\u0430\u0435\u043c\u044b\u0439 \u043f\u043b\u0430\u043d \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434.", "responsible": [], "persons": [], "terms": [], "line": 11}, {"number": "2", "effective_number": "2", "text": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u0438\u0442\u044c \u0441\u0432\u043e\u0434\u043d\u044b\u0439 \u043e\u0442\u0447\u0451\u0442 \u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "persons": [], "terms": [{"raw": "\u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "kind": "deadline", "occurrences": [[null, "2026-12-15"]], "quarters": ["2026-Q4"], "due_quarters": ["2026-Q4"], "recurrence": null, "meaning": "\u0434\u043e 15 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": [], "problems": [], "event_rule": null}], "line": 13}, {"number": "3", "effective_number": "3", "text": "\u041a\u043e\u043d\u0442\u0440\u043e\u043b\u044c \u0438\u0441\u043f\u043e\u043b\u043d\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043a\u0430\u0437\u0430 \u0432\u043e\u0437\u043b\u043e\u0436\u0438\u0442\u044c \u043d\u0430 \u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044f \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0443 \u041c.\u041d.", "responsible": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "persons": ["\u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "terms": [], "line": 15}], "rows": [{"uid": "1", "number": "1", "number_raw": "1", "year_section": null, "section": null, "title": "\u0421\u043e\u0431\u0440\u0430\u0442\u044c \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u044f \u043e \u043c\u0443\u0437\u0435\u044f\u0445", "raw_term": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "term": {"raw": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "kind": "window", "occurrences": [["2026-01-01", "2026-02-28"]], "quarters": ["2026-Q1"], "due_quarters": ["2026-Q1"], "recurrence": null, "meaning": "\u0441 1 \u044f\u043d\u0432\u0430\u0440\u044f \u043f\u043e 28 \u0444\u0435\u0432\u0440\u0430\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0420\u0435\u0435\u0441\u0442\u0440", "status_raw": null, "details": {}, "line": 28, "page": null, "sheet": null, "row": null}, {"uid": "2", "number": "2", "number_raw": "2", "year_section": null, "section": null, "title": "\u041f\u0440\u043e\u0432\u0435\u0441\u0442\u0438 \u0441\u0435\u043c\u0438\u043d\u0430\u0440 \u0434\u043b\u044f \u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u0435\u0439 \u043c\u0443\u0437\u0435\u0435\u0432", "raw_term": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "term": {"raw": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "kind": "window", "occurrences": [["2026-04-06", "2026-04-17"]], "quarters": ["2026-Q2"], "due_quarters": ["2026-Q2"], "recurrence": null, "meaning": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb / \u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "result": "\u041f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0430, \u0441\u043f\u0438\u0441\u043e\u043a \u0443\u0447\u0430\u0441\u0442\u043d\u0438\u043a\u043e\u0432", "status_raw": null, "details": {}, "line": 29, "page": null, "sheet": null, "row": null}, {"uid": "3", "number": "3", "number_raw": "3", "year_section": null, "section": null, "title": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u044d\u043a\u0441\u043f\u043e\u0437\u0438\u0446\u0438\u0438", "raw_term": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "term": {"raw": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "kind": "recurring", "occurrences": [["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]], "quarters": ["2026-Q2", "2026-Q4"], "due_quarters": ["2026-Q2", "2026-Q4"], "recurrence": "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001", "meaning": "\u043a\u0430\u0436\u0434\u044b\u0439 \u0433\u043e\u0434, \u0441 1 \u0430\u043f\u0440\u0435\u043b\u044f \u043f\u043e 30 \u0438\u044e\u043d\u044f; \u0441 1 \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043f\u043e 31 \u0434\u0435\u043a\u0430\u0431\u0440\u044f", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "co_responsible": [], "result": "\u0424\u043e\u0442\u043e\u0433\u0440\u0430\u0444\u0438\u0438 \u043d\u0430 \u0441\u0430\u0439\u0442\u0435", "status_raw": null, "details": {}, "line": 30, "page": null, "sheet": null, "row": null}, {"uid": "4", "number": "4", "number_raw": "4", "year_section": null, "section": null, "title": "\u0418\u0437\u0434\u0430\u0442\u044c \u0441\u0431\u043e\u0440\u043d\u0438\u043a", "raw_term": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "term": {"raw": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "kind": "event", "occurrences": [], "quarters": [], "due_quarters": [], "recurrence": null, "meaning": "\u043f\u043e \u0441\u043e\u0431\u044b\u0442\u0438\u044e: \u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "assumed": [], "problems": [], "event_rule": {"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0421\u0431\u043e\u0440\u043d\u0438\u043a", "status_raw": null, "details": {}, "line": 31, "page": null, "sheet": null, "row": null}], "indicators": [], "targets": [], "monitorings": [], "problems": [{"code": "undefined_abbreviation", "sentence": "\u0421\u043e\u043a\u0440\u0430\u0449\u0435\u043d\u0438\u0435 \u00ab\u041c\u041a\u0423\u00bb \u043d\u0438\u0433\u0434\u0435 \u043d\u0435 \u0440\u0430\u0441\u043a\u0440\u044b\u0442\u043e.", "subject": "2", "line": 13, "place": "order.txt, \u0441\u0442\u0440\u043e\u043a\u0430 13", "raw": "\u041c\u041a\u0423"}, {"code": "undefined_abbreviation", "sentence": "\u0421\u043e\u043a\u0440\u0430\u0449\u0435\u043d\u0438\u0435 \u00ab\u041c\u0411\u0423\u00bb \u043d\u0438\u0433\u0434\u0435 \u043d\u0435 \u0440\u0430\u0441\u043a\u0440\u044b\u0442\u043e.", "subject": "1", "line": 28, "place": "order.txt, \u0441\u0442\u0440\u043e\u043a\u0430 28", "raw": "\u041c\u0411\u0423"}], "aliases": {"\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."}}', '2026-03-02 04:00:00+00', '2026-03-02 04:00:00+00', '2026-03-02', NULL, NULL);
INSERT INTO public.roadmap VALUES (2, 'Мониторинг школьных музеев', 'round', NULL, NULL, NULL, 2026, 2026, 'Asia/Yekaterinburg', 'round:manual:2026-05-15:2026-05-29:4a91501fa4c54325', 'fe147aba2f12fc3e10bbe980fbbc334c4daed0e7729a2b8500b7dbf075cc0a0d', NULL, '{"document": {"kind": "round"}, "order_points": [], "rows": [], "aliases": {}}', '2026-05-12 04:00:00+00', '2026-05-12 04:00:00+00', '2026-05-12', NULL, NULL);
INSERT INTO public.roadmap VALUES (3, 'Адресные рекомендации по итогам мониторинга «Мониторинг школьных музеев»: Отдел образования города Камень', 'recommendation_letter', NULL, '1/1', '2026-06-25', 2026, 2027, 'Asia/Yekaterinburg', 'letter:1', '0a2fd7731a27ef048fd7d805fafd15380b5d312c5a75460f1ca90aa5a4143928', NULL, '{"document": {"file": "", "title": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "annex_title": null, "kind": "recommendation_letter", "issuer": null, "number": "1/1", "date": "2026-06-25", "period": null, "controllers": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "addressee": "\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c", "distribution": []}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f (\u0441\u0440\u043e\u043a: \u0434\u043e 01.12.2026)", "responsible": ["\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c"], "persons": [], "terms": [], "line": null}], "rows": [], "indicators": [], "targets": [], "monitorings": [], "problems": [], "aliases": {}}', '2026-06-25 04:00:00+00', '2026-06-25 04:00:00+00', '2026-06-25', NULL, NULL);


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round VALUES (1, 'manual:2026-05-15:2026-05-29:4a91501fa4c54325', 'Мониторинг школьных музеев', '', NULL, NULL, NULL, 'Asia/Yekaterinburg', '2026-05-15', '2026-06-05', '2026-05-15 04:00:00+00', 0, 1, NULL, 2, '2026-04-20 04:00:00+00', 'command:root', '2026-05-12 04:00:00+00', '2026-06-11 04:00:00+00', '2026-06-25 04:00:00+00', NULL);


--
-- Data for Name: round_answer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: round_follow_up; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: round_letter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round_letter VALUES (1, 3, '{"addressee": "\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f."], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "1/1", "issued_on": "2026-06-25"}', 2, '2026-06-25 04:00:00+00', '2026-06-25 04:00:00+00', 'command:root', '2026-06-25 04:00:00+00', 'command:root', 3, 1);
INSERT INTO public.round_letter VALUES (2, 2, '{"addressee": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041b\u0435\u0441\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041b\u0435\u0441\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430 \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u0418\u0437\u0443\u0447\u0438\u0442\u044c \u0438\u0442\u043e\u0433\u0438 \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430. \u041a\u0440\u0438\u0442\u0435\u0440\u0438\u0439 1. \u00ab\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435\u00bb \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.1 \u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f: - \u043e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b. \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.2 \u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438: - \u0432\u0435\u0441\u0442\u0438 \u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0443"], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "", "issued_on": null}', 1, '2026-06-25 04:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.round_letter VALUES (3, 1, '{"addressee": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041e\u0437\u0451\u0440\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041e\u0437\u0451\u0440\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430 \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u0418\u0437\u0443\u0447\u0438\u0442\u044c \u0438\u0442\u043e\u0433\u0438 \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430. \u041a\u0440\u0438\u0442\u0435\u0440\u0438\u0439 1. \u00ab\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435\u00bb \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.1 \u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f: - \u043e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b. \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.2 \u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438: - \u0432\u0435\u0441\u0442\u0438 \u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0443"], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "", "issued_on": null}', 1, '2026-06-25 04:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: round_participant; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round_participant VALUES (1, 1, 6, 1, 'районы', 7, '2026-06-20');
INSERT INTO public.round_participant VALUES (2, 1, 5, 2, 'районы', 8, '2026-06-10');
INSERT INTO public.round_participant VALUES (3, 1, 4, 3, 'города', 9, NULL);


--
-- Data for Name: round_proof; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: round_submission; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: saved_view; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sending_pause; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sign_in_lock; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: task; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task VALUES (1, 1, 0, 'point', 'п. 2', '2', NULL, NULL, 'МКУ «Архив» представить сводный отчёт в срок до 15.12.2026 г.', '', 'в срок до 15.12.2026 г.', 'deadline', 'до 15 декабря 2026 года', NULL, NULL, NULL, NULL, '[[null, "2026-12-15"]]', 13, NULL);
INSERT INTO public.task VALUES (2, 1, 1, 'row', '1', '1', NULL, NULL, 'Собрать сведения о музеях', 'Реестр', 'январь - февраль', 'window', 'с 1 января по 28 февраля 2026 года', NULL, NULL, NULL, NULL, '[["2026-01-01", "2026-02-28"]]', 28, NULL);
INSERT INTO public.task VALUES (3, 1, 2, 'row', '2', '2', NULL, NULL, 'Провести семинар для руководителей музеев', 'Программа, список участников', 'с 6 по 17 апреля', 'window', 'с 6 по 17 апреля 2026 года', NULL, NULL, NULL, NULL, '[["2026-04-06", "2026-04-17"]]', 29, NULL);
INSERT INTO public.task VALUES (4, 1, 3, 'row', '3', '3', NULL, NULL, 'Обновить экспозиции', 'Фотографии на сайте', 'II, IV кварталы', 'recurring', 'каждый год, с 1 апреля по 30 июня; с 1 октября по 31 декабря', 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001', NULL, NULL, NULL, '[["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]]', 30, NULL);
INSERT INTO public.task VALUES (5, 1, 4, 'row', '4', '4', NULL, NULL, 'Издать сборник', 'Сборник', 'по мере готовности', 'deadline', 'до 1 октября 2026 года', NULL, NULL, '{"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}', NULL, '[]', 31, NULL);
INSERT INTO public.task VALUES (6, 2, 1, 'round', 'participant:1', '', NULL, NULL, 'Заполнить форму мониторинга', 'Сданная форма с подтверждениями', 'с 15.05.2026 по 05.06.2026', 'window', 'с 15.05.2026 по 05.06.2026', NULL, NULL, NULL, NULL, '[["2026-05-15", "2026-06-05"]]', NULL, NULL);
INSERT INTO public.task VALUES (7, 2, 2, 'round', 'participant:2', '', NULL, NULL, 'Заполнить форму мониторинга', 'Сданная форма с подтверждениями', 'с 15.05.2026 по 05.06.2026', 'window', 'с 15.05.2026 по 05.06.2026', NULL, NULL, NULL, NULL, '[["2026-05-15", "2026-06-05"]]', NULL, NULL);
INSERT INTO public.task VALUES (8, 2, 3, 'round', 'participant:3', '', NULL, NULL, 'Заполнить форму мониторинга', 'Сданная форма с подтверждениями', 'с 15.05.2026 по 05.06.2026', 'window', 'с 15.05.2026 по 05.06.2026', NULL, NULL, NULL, NULL, '[["2026-05-15", "2026-06-05"]]', NULL, NULL);
INSERT INTO public.task VALUES (9, 3, 0, 'point', 'п. 1', '1', NULL, NULL, 'Обновить план работы музея', '', 'до 01.12.2026', 'deadline', 'до 1 декабря 2026 года', NULL, NULL, NULL, NULL, '[[null, "2026-12-01"]]', NULL, NULL);


--
-- Data for Name: task_party; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task_party VALUES (1, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (1, 'responsible', 1, 0);
INSERT INTO public.task_party VALUES (2, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (2, 'responsible', 3, 0);
INSERT INTO public.task_party VALUES (3, 'co_responsible', 1, 0);
INSERT INTO public.task_party VALUES (3, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (3, 'responsible', 3, 0);
INSERT INTO public.task_party VALUES (4, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (4, 'responsible', 1, 0);
INSERT INTO public.task_party VALUES (5, 'controller', 2, 0);
INSERT INTO public.task_party VALUES (5, 'responsible', 1, 0);
INSERT INTO public.task_party VALUES (6, 'responsible', 6, 0);
INSERT INTO public.task_party VALUES (7, 'responsible', 5, 0);
INSERT INTO public.task_party VALUES (8, 'responsible', 4, 0);
INSERT INTO public.task_party VALUES (9, 'responsible', 4, 0);


--
-- Data for Name: task_word; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task_word VALUES ('01', 9);
INSERT INTO public.task_word VALUES ('05', 6);
INSERT INTO public.task_word VALUES ('05', 7);
INSERT INTO public.task_word VALUES ('05', 8);
INSERT INTO public.task_word VALUES ('06', 6);
INSERT INTO public.task_word VALUES ('06', 7);
INSERT INTO public.task_word VALUES ('06', 8);
INSERT INTO public.task_word VALUES ('1', 2);
INSERT INTO public.task_word VALUES ('1', 9);
INSERT INTO public.task_word VALUES ('12', 1);
INSERT INTO public.task_word VALUES ('12', 9);
INSERT INTO public.task_word VALUES ('15', 1);
INSERT INTO public.task_word VALUES ('15', 6);
INSERT INTO public.task_word VALUES ('15', 7);
INSERT INTO public.task_word VALUES ('15', 8);
INSERT INTO public.task_word VALUES ('17', 3);
INSERT INTO public.task_word VALUES ('2', 1);
INSERT INTO public.task_word VALUES ('2', 3);
INSERT INTO public.task_word VALUES ('2026', 1);
INSERT INTO public.task_word VALUES ('2026', 6);
INSERT INTO public.task_word VALUES ('2026', 7);
INSERT INTO public.task_word VALUES ('2026', 8);
INSERT INTO public.task_word VALUES ('2026', 9);
INSERT INTO public.task_word VALUES ('3', 4);
INSERT INTO public.task_word VALUES ('4', 5);
INSERT INTO public.task_word VALUES ('6', 3);
INSERT INTO public.task_word VALUES ('апрел', 3);
INSERT INTO public.task_word VALUES ('арх', 1);
INSERT INTO public.task_word VALUES ('готовн', 5);
INSERT INTO public.task_word VALUES ('для', 3);
INSERT INTO public.task_word VALUES ('заполн', 6);
INSERT INTO public.task_word VALUES ('заполн', 7);
INSERT INTO public.task_word VALUES ('заполн', 8);
INSERT INTO public.task_word VALUES ('изда', 5);
INSERT INTO public.task_word VALUES ('квартал', 4);
INSERT INTO public.task_word VALUES ('мер', 5);
INSERT INTO public.task_word VALUES ('мку', 1);
INSERT INTO public.task_word VALUES ('мониторинг', 6);
INSERT INTO public.task_word VALUES ('мониторинг', 7);
INSERT INTO public.task_word VALUES ('мониторинг', 8);
INSERT INTO public.task_word VALUES ('музе', 2);
INSERT INTO public.task_word VALUES ('музе', 3);
INSERT INTO public.task_word VALUES ('музе', 9);
INSERT INTO public.task_word VALUES ('обнов', 4);
INSERT INTO public.task_word VALUES ('обнов', 9);
INSERT INTO public.task_word VALUES ('отчет', 1);
INSERT INTO public.task_word VALUES ('план', 9);
INSERT INTO public.task_word VALUES ('подтвержден', 6);
INSERT INTO public.task_word VALUES ('подтвержден', 7);
INSERT INTO public.task_word VALUES ('подтвержден', 8);
INSERT INTO public.task_word VALUES ('представ', 1);
INSERT INTO public.task_word VALUES ('провест', 3);
INSERT INTO public.task_word VALUES ('программ', 3);
INSERT INTO public.task_word VALUES ('работ', 9);
INSERT INTO public.task_word VALUES ('реестр', 2);
INSERT INTO public.task_word VALUES ('руководител', 3);
INSERT INTO public.task_word VALUES ('сайт', 4);
INSERT INTO public.task_word VALUES ('сборник', 5);
INSERT INTO public.task_word VALUES ('сведен', 2);
INSERT INTO public.task_word VALUES ('сводн', 1);
INSERT INTO public.task_word VALUES ('сдан', 6);
INSERT INTO public.task_word VALUES ('сдан', 7);
INSERT INTO public.task_word VALUES ('сдан', 8);
INSERT INTO public.task_word VALUES ('семинар', 3);
INSERT INTO public.task_word VALUES ('собра', 2);
INSERT INTO public.task_word VALUES ('список', 3);
INSERT INTO public.task_word VALUES ('срок', 1);
INSERT INTO public.task_word VALUES ('участник', 3);
INSERT INTO public.task_word VALUES ('феврал', 2);
INSERT INTO public.task_word VALUES ('форм', 6);
INSERT INTO public.task_word VALUES ('форм', 7);
INSERT INTO public.task_word VALUES ('форм', 8);
INSERT INTO public.task_word VALUES ('фотограф', 4);
INSERT INTO public.task_word VALUES ('экспозиц', 4);
INSERT INTO public.task_word VALUES ('январ', 2);


--
-- Data for Name: tick_slot; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tick_slot VALUES (1, 'tick', '2026-04-06 04:00:00+00', 'done', 'vm/4026531836:a1d59e53-1902-46d0-81ec-1ffef4a8faad:13950:1877495', '2026-11-30 13:21:34.983865+00', 1, '2026-11-30 13:11:34.983865+00', '2026-11-30 13:11:36.32969+00', '{}');


--
-- Data for Name: webhook; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: access_link_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_link_id_seq', 4, true);


--
-- Name: account_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_id_seq', 1, true);


--
-- Name: account_session_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_session_id_seq', 1, false);


--
-- Name: api_token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_token_id_seq', 1, true);


--
-- Name: audit_head_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_head_id_seq', 1, true);


--
-- Name: audit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_id_seq', 56, true);


--
-- Name: disclaimer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.disclaimer_id_seq', 1, false);


--
-- Name: evidence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.evidence_id_seq', 2, true);


--
-- Name: evidence_item_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.evidence_item_id_seq', 2, true);


--
-- Name: evidence_link_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.evidence_link_id_seq', 1, true);


--
-- Name: extension_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.extension_id_seq', 3, true);


--
-- Name: extension_request_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.extension_request_id_seq', 1, true);


--
-- Name: indicator_set_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.indicator_set_id_seq', 1, true);


--
-- Name: link_check_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.link_check_id_seq', 1, false);


--
-- Name: notice_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notice_id_seq', 5, true);


--
-- Name: occurrence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.occurrence_id_seq', 10, true);


--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_id_seq', 2, true);


--
-- Name: party_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.party_id_seq', 6, true);


--
-- Name: person_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.person_id_seq', 6, true);


--
-- Name: policy_roadmap_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.policy_roadmap_id_seq', 1, false);


--
-- Name: problem_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.problem_id_seq', 2, true);


--
-- Name: recommendation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.recommendation_id_seq', 3, true);


--
-- Name: review_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.review_id_seq', 2, true);


--
-- Name: roadmap_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.roadmap_id_seq', 3, true);


--
-- Name: round_answer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_answer_id_seq', 1, false);


--
-- Name: round_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_id_seq', 1, true);


--
-- Name: round_letter_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_letter_id_seq', 3, true);


--
-- Name: round_participant_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_participant_id_seq', 3, true);


--
-- Name: round_proof_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_proof_id_seq', 1, false);


--
-- Name: round_submission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.round_submission_id_seq', 1, false);


--
-- Name: saved_view_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.saved_view_id_seq', 1, false);


--
-- Name: sending_pause_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sending_pause_id_seq', 1, false);


--
-- Name: task_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.task_id_seq', 9, true);


--
-- Name: tick_slot_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.tick_slot_id_seq', 1, true);


--
-- Name: webhook_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.webhook_id_seq', 1, false);


--
-- Name: access_link access_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link
    ADD CONSTRAINT access_link_pkey PRIMARY KEY (id);


--
-- Name: access_link access_link_token_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link
    ADD CONSTRAINT access_link_token_sha256_key UNIQUE (token_sha256);


--
-- Name: account account_address_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_address_key UNIQUE (address);


--
-- Name: account_grant account_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_grant
    ADD CONSTRAINT account_grant_pkey PRIMARY KEY (account_id, role, party_id, roadmap_id);


--
-- Name: account_link account_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_pkey PRIMARY KEY (token_sha256);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account_session account_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_pkey PRIMARY KEY (id);


--
-- Name: account_session account_session_token_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_token_sha256_key UNIQUE (token_sha256);


--
-- Name: agenda_queue agenda_queue_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agenda_queue
    ADD CONSTRAINT agenda_queue_pkey PRIMARY KEY (next_action_at, occurrence_id);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: api_answer api_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_pkey PRIMARY KEY (token_id, key);


--
-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);


--
-- Name: api_token api_token_token_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_token_sha256_key UNIQUE (token_sha256);


--
-- Name: audit_head audit_head_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);


--
-- Name: audit_text audit_text_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_text
    ADD CONSTRAINT audit_text_pkey PRIMARY KEY (digest);


--
-- Name: calendar_feed calendar_feed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_pkey PRIMARY KEY (token_sha256);


--
-- Name: coordinator coordinator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coordinator
    ADD CONSTRAINT coordinator_pkey PRIMARY KEY (person_id, roadmap_id);


--
-- Name: digest_subscription digest_subscription_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_subscription
    ADD CONSTRAINT digest_subscription_pkey PRIMARY KEY (person_id, kind);


--
-- Name: disclaimer disclaimer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer
    ADD CONSTRAINT disclaimer_pkey PRIMARY KEY (id);


--
-- Name: evidence_item evidence_item_evidence_id_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_evidence_id_position_key UNIQUE (evidence_id, "position");


--
-- Name: evidence_item evidence_item_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_pkey PRIMARY KEY (id);


--
-- Name: evidence_link evidence_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_pkey PRIMARY KEY (id);


--
-- Name: evidence_link evidence_link_url_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_url_sha256_key UNIQUE (url_sha256);


--
-- Name: evidence evidence_occurrence_id_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_occurrence_id_version_key UNIQUE (occurrence_id, version);


--
-- Name: evidence evidence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);


--
-- Name: extension extension_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_pkey PRIMARY KEY (id);


--
-- Name: extension_request extension_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_pkey PRIMARY KEY (id);


--
-- Name: indicator_set indicator_set_name_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator_set
    ADD CONSTRAINT indicator_set_name_version_key UNIQUE (name, version);


--
-- Name: indicator_set indicator_set_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.indicator_set
    ADD CONSTRAINT indicator_set_pkey PRIMARY KEY (id);


--
-- Name: link_check link_check_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_check
    ADD CONSTRAINT link_check_pkey PRIMARY KEY (id);


--
-- Name: membership membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (party_id, person_id);


--
-- Name: notice notice_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_key_key UNIQUE (key);


--
-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);


--
-- Name: occurrence occurrence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence
    ADD CONSTRAINT occurrence_pkey PRIMARY KEY (id);


--
-- Name: occurrence occurrence_task_id_ordinal_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence
    ADD CONSTRAINT occurrence_task_id_ordinal_key UNIQUE (task_id, ordinal);


--
-- Name: oidc_request oidc_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oidc_request
    ADD CONSTRAINT oidc_request_pkey PRIMARY KEY (state_sha256);


--
-- Name: outbox_content outbox_content_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_content
    ADD CONSTRAINT outbox_content_pkey PRIMARY KEY (outbox_id);


--
-- Name: outbox outbox_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_key_key UNIQUE (key);


--
-- Name: outbox outbox_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_message_id_key UNIQUE (message_id);


--
-- Name: outbox_occurrence outbox_occurrence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_occurrence
    ADD CONSTRAINT outbox_occurrence_pkey PRIMARY KEY (outbox_id, occurrence_id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: party_alias party_alias_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party_alias
    ADD CONSTRAINT party_alias_pkey PRIMARY KEY (folded);


--
-- Name: party party_folded_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_folded_key UNIQUE (folded);


--
-- Name: party party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_pkey PRIMARY KEY (id);


--
-- Name: person person_address_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_address_key UNIQUE (address);


--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);


--
-- Name: policy policy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (roadmap_id);


--
-- Name: problem problem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_pkey PRIMARY KEY (id);


--
-- Name: recommendation recommendation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_pkey PRIMARY KEY (id);


--
-- Name: relay_pace relay_pace_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.relay_pace
    ADD CONSTRAINT relay_pace_pkey PRIMARY KEY (relay);


--
-- Name: review review_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (id);


--
-- Name: roadmap roadmap_content_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT roadmap_content_sha256_key UNIQUE (content_sha256);


--
-- Name: roadmap roadmap_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT roadmap_pkey PRIMARY KEY (id);


--
-- Name: roadmap roadmap_source_sha256_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT roadmap_source_sha256_key UNIQUE (source_sha256);


--
-- Name: round_answer round_answer_participant_id_code_revision_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer
    ADD CONSTRAINT round_answer_participant_id_code_revision_key UNIQUE (participant_id, code, revision);


--
-- Name: round_answer round_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer
    ADD CONSTRAINT round_answer_pkey PRIMARY KEY (id);


--
-- Name: round_follow_up round_follow_up_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_pkey PRIMARY KEY (round_id, occurrence_id);


--
-- Name: round round_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_key_key UNIQUE (key);


--
-- Name: round_letter round_letter_participant_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_participant_id_key UNIQUE (participant_id);


--
-- Name: round_letter round_letter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_pkey PRIMARY KEY (id);


--
-- Name: round_letter round_letter_roadmap_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_roadmap_id_key UNIQUE (roadmap_id);


--
-- Name: round_participant round_participant_occurrence_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_occurrence_id_key UNIQUE (occurrence_id);


--
-- Name: round_participant round_participant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_pkey PRIMARY KEY (id);


--
-- Name: round_participant round_participant_round_id_party_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_round_id_party_id_key UNIQUE (round_id, party_id);


--
-- Name: round round_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (id);


--
-- Name: round_proof round_proof_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof
    ADD CONSTRAINT round_proof_pkey PRIMARY KEY (id);


--
-- Name: round round_roadmap_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_roadmap_id_key UNIQUE (roadmap_id);


--
-- Name: round_submission round_submission_evidence_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_evidence_id_key UNIQUE (evidence_id);


--
-- Name: round_submission round_submission_participant_id_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_participant_id_version_key UNIQUE (participant_id, version);


--
-- Name: round_submission round_submission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_pkey PRIMARY KEY (id);


--
-- Name: saved_view saved_view_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_key_key UNIQUE (key);


--
-- Name: saved_view saved_view_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);


--
-- Name: sending_pause sending_pause_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sending_pause
    ADD CONSTRAINT sending_pause_pkey PRIMARY KEY (id);


--
-- Name: sign_in_lock sign_in_lock_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sign_in_lock
    ADD CONSTRAINT sign_in_lock_pkey PRIMARY KEY (key);


--
-- Name: task_party task_party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_party
    ADD CONSTRAINT task_party_pkey PRIMARY KEY (task_id, role, party_id);


--
-- Name: task task_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);


--
-- Name: task task_roadmap_id_uid_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_roadmap_id_uid_key UNIQUE (roadmap_id, uid);


--
-- Name: task_word task_word_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_word
    ADD CONSTRAINT task_word_pkey PRIMARY KEY (stem, task_id);


--
-- Name: tick_slot tick_slot_flow_slot_at_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tick_slot
    ADD CONSTRAINT tick_slot_flow_slot_at_key UNIQUE (flow, slot_at);


--
-- Name: tick_slot tick_slot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tick_slot
    ADD CONSTRAINT tick_slot_pkey PRIMARY KEY (id);


--
-- Name: webhook webhook_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);


--
-- Name: webhook webhook_url_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_url_key UNIQUE (url);


--
-- Name: ix_access_link_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_access_link_person_id ON public.access_link USING btree (person_id);


--
-- Name: ix_account_link_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_link_account_id ON public.account_link USING btree (account_id);


--
-- Name: ix_account_link_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_link_expires_at ON public.account_link USING btree (expires_at);


--
-- Name: ix_account_session_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_session_account_id ON public.account_session USING btree (account_id);


--
-- Name: ix_account_session_seen_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_session_seen_at ON public.account_session USING btree (seen_at);


--
-- Name: ix_agenda_queue_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_agenda_queue_occurrence_id ON public.agenda_queue USING btree (occurrence_id);


--
-- Name: ix_api_answer_kept_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_answer_kept_at ON public.api_answer USING btree (kept_at);


--
-- Name: ix_api_token_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_token_account_id ON public.api_token USING btree (account_id);


--
-- Name: ix_api_token_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_token_expires_at ON public.api_token USING btree (expires_at);


--
-- Name: ix_audit_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);


--
-- Name: ix_audit_text_known; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_text_known ON public.audit_text USING hash (value) WHERE ((kind)::text <> 'text'::text);


--
-- Name: ix_audit_text_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_text_person_id ON public.audit_text USING btree (person_id);


--
-- Name: ix_calendar_feed_scope; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_calendar_feed_scope ON public.calendar_feed USING btree (scope);


--
-- Name: ix_digest_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_digest_due ON public.digest_subscription USING btree (next_at);


--
-- Name: ix_disclaimer_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_disclaimer_occurrence_id ON public.disclaimer USING btree (occurrence_id);


--
-- Name: ix_evidence_item_evidence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_item_evidence_id ON public.evidence_item USING btree (evidence_id);


--
-- Name: ix_evidence_item_link_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_item_link_id ON public.evidence_item USING btree (link_id);


--
-- Name: ix_evidence_link_next_check_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_link_next_check_at ON public.evidence_link USING btree (next_check_at);


--
-- Name: ix_evidence_link_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_link_state ON public.evidence_link USING btree (state);


--
-- Name: ix_evidence_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_evidence_occurrence_id ON public.evidence USING btree (occurrence_id);


--
-- Name: ix_extension_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_extension_occurrence_id ON public.extension USING btree (occurrence_id);


--
-- Name: ix_extension_request_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_extension_request_occurrence_id ON public.extension_request USING btree (occurrence_id);


--
-- Name: ix_link_check_link_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_link_check_link_id ON public.link_check USING btree (link_id);


--
-- Name: ix_membership_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_membership_person_id ON public.membership USING btree (person_id);


--
-- Name: ix_notice_occurrence; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_notice_occurrence ON public.notice USING btree (occurrence_id);


--
-- Name: ix_notice_outbox_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_notice_outbox_id ON public.notice USING btree (outbox_id);


--
-- Name: ix_occurrence_due_on; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_occurrence_due_on ON public.occurrence USING btree (due_on);


--
-- Name: ix_occurrence_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_occurrence_task_id ON public.occurrence USING btree (task_id);


--
-- Name: ix_oidc_request_expires_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_oidc_request_expires_at ON public.oidc_request USING btree (expires_at);


--
-- Name: ix_outbox_claim; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_claim ON public.outbox USING btree (state, channel, next_attempt_at, id);


--
-- Name: ix_outbox_occurrence_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_occurrence_occurrence_id ON public.outbox_occurrence USING btree (occurrence_id);


--
-- Name: ix_outbox_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_outbox_person_id ON public.outbox USING btree (person_id);


--
-- Name: ix_party_alias_party_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_party_alias_party_id ON public.party_alias USING btree (party_id);


--
-- Name: ix_problem_roadmap_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_problem_roadmap_id ON public.problem USING btree (roadmap_id);


--
-- Name: ix_recommendation_set_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_recommendation_set_name ON public.recommendation USING btree (set_name);


--
-- Name: ix_review_decision; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_decision ON public.review USING btree (decision);


--
-- Name: ix_review_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_review_occurrence_id ON public.review USING btree (occurrence_id);


--
-- Name: ix_round_answer_participant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_answer_participant_id ON public.round_answer USING btree (participant_id);


--
-- Name: ix_round_follow_up_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_follow_up_occurrence_id ON public.round_follow_up USING btree (occurrence_id);


--
-- Name: ix_round_next_action_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_next_action_at ON public.round USING btree (next_action_at);


--
-- Name: ix_round_organiser_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_organiser_id ON public.round USING btree (organiser_id);


--
-- Name: ix_round_participant_party_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_participant_party_id ON public.round_participant USING btree (party_id);


--
-- Name: ix_round_participant_round_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_participant_round_id ON public.round_participant USING btree (round_id);


--
-- Name: ix_round_proof_file_sha256; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_proof_file_sha256 ON public.round_proof USING btree (file_sha256);


--
-- Name: ix_round_proof_link_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_proof_link_id ON public.round_proof USING btree (link_id);


--
-- Name: ix_round_proof_participant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_proof_participant_id ON public.round_proof USING btree (participant_id);


--
-- Name: ix_round_source_occurrence_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_source_occurrence_id ON public.round USING btree (source_occurrence_id);


--
-- Name: ix_round_source_roadmap_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_source_roadmap_id ON public.round USING btree (source_roadmap_id);


--
-- Name: ix_round_submission_participant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_round_submission_participant_id ON public.round_submission USING btree (participant_id);


--
-- Name: ix_saved_view_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_saved_view_account_id ON public.saved_view USING btree (account_id);


--
-- Name: ix_sign_in_lock_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_sign_in_lock_age ON public.sign_in_lock USING btree (last_failed_at);


--
-- Name: ix_task_party_party_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_party_party_id ON public.task_party USING btree (party_id);


--
-- Name: ix_task_place; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_place ON public.task USING btree (roadmap_id, "position");


--
-- Name: ix_task_roadmap_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_roadmap_id ON public.task USING btree (roadmap_id);


--
-- Name: ix_task_word_task_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_word_task_id ON public.task_word USING btree (task_id);


--
-- Name: ix_tick_slot_slot_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_tick_slot_slot_at ON public.tick_slot USING btree (slot_at);


--
-- Name: audit audit_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();


--
-- Name: access_link access_link_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_link
    ADD CONSTRAINT access_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: account_grant account_grant_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_grant
    ADD CONSTRAINT account_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: account_link account_link_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: account_session account_session_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: agenda_queue agenda_queue_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agenda_queue
    ADD CONSTRAINT agenda_queue_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: api_answer api_answer_token_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_token_id_fkey FOREIGN KEY (token_id) REFERENCES public.api_token(id);


--
-- Name: api_token api_token_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: coordinator coordinator_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coordinator
    ADD CONSTRAINT coordinator_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: digest_subscription digest_subscription_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.digest_subscription
    ADD CONSTRAINT digest_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: disclaimer disclaimer_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer
    ADD CONSTRAINT disclaimer_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: disclaimer disclaimer_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclaimer
    ADD CONSTRAINT disclaimer_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: evidence_item evidence_item_evidence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);


--
-- Name: evidence_item evidence_item_link_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_item
    ADD CONSTRAINT evidence_item_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.evidence_link(id);


--
-- Name: evidence evidence_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: extension extension_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension
    ADD CONSTRAINT extension_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: extension_request extension_request_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.extension_request
    ADD CONSTRAINT extension_request_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: link_check link_check_link_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.link_check
    ADD CONSTRAINT link_check_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.evidence_link(id);


--
-- Name: membership membership_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: membership membership_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: notice notice_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: notice notice_outbox_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);


--
-- Name: notice notice_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: occurrence occurrence_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.occurrence
    ADD CONSTRAINT occurrence_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- Name: outbox_content outbox_content_outbox_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_content
    ADD CONSTRAINT outbox_content_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);


--
-- Name: outbox_occurrence outbox_occurrence_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_occurrence
    ADD CONSTRAINT outbox_occurrence_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: outbox_occurrence outbox_occurrence_outbox_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox_occurrence
    ADD CONSTRAINT outbox_occurrence_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);


--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: party_alias party_alias_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party_alias
    ADD CONSTRAINT party_alias_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: problem problem_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: review review_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review
    ADD CONSTRAINT review_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round_answer round_answer_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_answer
    ADD CONSTRAINT round_answer_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: round_follow_up round_follow_up_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round_follow_up round_follow_up_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);


--
-- Name: round_follow_up round_follow_up_to_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_follow_up
    ADD CONSTRAINT round_follow_up_to_party_id_fkey FOREIGN KEY (to_party_id) REFERENCES public.party(id);


--
-- Name: round round_indicator_set_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_indicator_set_id_fkey FOREIGN KEY (indicator_set_id) REFERENCES public.indicator_set(id);


--
-- Name: round_letter round_letter_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: round_letter round_letter_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_letter
    ADD CONSTRAINT round_letter_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: round round_organiser_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_organiser_id_fkey FOREIGN KEY (organiser_id) REFERENCES public.party(id);


--
-- Name: round_participant round_participant_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_occurrence_id_fkey FOREIGN KEY (occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round_participant round_participant_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: round_participant round_participant_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_participant
    ADD CONSTRAINT round_participant_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);


--
-- Name: round round_previous_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES public.round(id);


--
-- Name: round_proof round_proof_link_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof
    ADD CONSTRAINT round_proof_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.evidence_link(id);


--
-- Name: round_proof round_proof_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_proof
    ADD CONSTRAINT round_proof_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: round round_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: round round_source_occurrence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_source_occurrence_id_fkey FOREIGN KEY (source_occurrence_id) REFERENCES public.occurrence(id);


--
-- Name: round round_source_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_source_roadmap_id_fkey FOREIGN KEY (source_roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: round_submission round_submission_evidence_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);


--
-- Name: round_submission round_submission_participant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_submission
    ADD CONSTRAINT round_submission_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES public.round_participant(id);


--
-- Name: saved_view saved_view_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);


--
-- Name: task_party task_party_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_party
    ADD CONSTRAINT task_party_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);


--
-- Name: task_party task_party_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_party
    ADD CONSTRAINT task_party_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- Name: task task_roadmap_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_roadmap_id_fkey FOREIGN KEY (roadmap_id) REFERENCES public.roadmap(id);


--
-- Name: task_word task_word_task_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_word
    ADD CONSTRAINT task_word_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- PostgreSQL database dump complete
--


