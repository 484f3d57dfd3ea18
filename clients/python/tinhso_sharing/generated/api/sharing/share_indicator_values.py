from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.indicator_value_record_page import IndicatorValueRecordPage
from ...models.problem import Problem
from ...models.share_indicator_values_level import ShareIndicatorValuesLevel
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    indicators: str,
    periods: str,
    level: ShareIndicatorValuesLevel | Unset = UNSET,
    fields: str | Unset = '',

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["reference"] = reference

    params["cursor"] = cursor

    params["indicators"] = indicators

    params["periods"] = periods

    json_level: dict[str, Any] | Unset = UNSET
    if not isinstance(level, Unset):
        json_level = level.to_dict()
    if not isinstance(json_level, Unset):
        params.update(json_level)


    params["fields"] = fields


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sharing/indicator-values",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> IndicatorValueRecordPage | Problem:
    if response.status_code == 200:
        response_200 = IndicatorValueRecordPage.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())



        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())



        return response_429

    response_default = Problem.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[IndicatorValueRecordPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    indicators: str,
    periods: str,
    level: ShareIndicatorValuesLevel | Unset = UNSET,
    fields: str | Unset = '',

) -> Response[IndicatorValueRecordPage | Problem]:
    """ Data service: indicator-values

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        indicators (str):
        periods (str):
        level (ShareIndicatorValuesLevel | Unset):
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[IndicatorValueRecordPage | Problem]
     """


    kwargs = _get_kwargs(
        reference=reference,
cursor=cursor,
indicators=indicators,
periods=periods,
level=level,
fields=fields,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    indicators: str,
    periods: str,
    level: ShareIndicatorValuesLevel | Unset = UNSET,
    fields: str | Unset = '',

) -> IndicatorValueRecordPage | Problem | None:
    """ Data service: indicator-values

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        indicators (str):
        periods (str):
        level (ShareIndicatorValuesLevel | Unset):
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        IndicatorValueRecordPage | Problem
     """


    return sync_detailed(
        client=client,
reference=reference,
cursor=cursor,
indicators=indicators,
periods=periods,
level=level,
fields=fields,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    indicators: str,
    periods: str,
    level: ShareIndicatorValuesLevel | Unset = UNSET,
    fields: str | Unset = '',

) -> Response[IndicatorValueRecordPage | Problem]:
    """ Data service: indicator-values

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        indicators (str):
        periods (str):
        level (ShareIndicatorValuesLevel | Unset):
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[IndicatorValueRecordPage | Problem]
     """


    kwargs = _get_kwargs(
        reference=reference,
cursor=cursor,
indicators=indicators,
periods=periods,
level=level,
fields=fields,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    reference: str | Unset = '',
    cursor: str | Unset = '',
    indicators: str,
    periods: str,
    level: ShareIndicatorValuesLevel | Unset = UNSET,
    fields: str | Unset = '',

) -> IndicatorValueRecordPage | Problem | None:
    """ Data service: indicator-values

     Gives the agreed fields only; every other field is absent.

    Args:
        reference (str | Unset): The asker's own file number. Default: ''.
        cursor (str | Unset): Where the next page begins. Default: ''.
        indicators (str):
        periods (str):
        level (ShareIndicatorValuesLevel | Unset):
        fields (str | Unset): Agreed fields, by commas; all if empty. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        IndicatorValueRecordPage | Problem
     """


    return (await asyncio_detailed(
        client=client,
reference=reference,
cursor=cursor,
indicators=indicators,
periods=periods,
level=level,
fields=fields,

    )).parsed
